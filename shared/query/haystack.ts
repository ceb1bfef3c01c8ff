import { commandText } from '../process/commandLine.ts';
import type { ProcessId } from '../process/identity.ts';
import type { Row } from '../process/row.ts';
import { isZombie, statOf } from '../process/stat.ts';
import { visibleText } from '../process/visibleText.ts';

/** What the words of a query are looked for in: name, pid, user, STAT and command line as they are shown, in small letters, on lines of their own, which no word can span. */
export function haystackOf({ id, values }: Row): string {
  const { comm, user, args } = values;
  const stat = statOf(values);
  const before = whole.get(id);
  if (before !== undefined && before.comm === comm && before.user === user && before.args === args && before.stat === stat) return before.text;
  const text = `${visibleText(comm ?? '')}\n${values.pid}\n${user ?? ''}\n${stat ?? ''}\n`.toLowerCase() + commandHaystack(values);
  whole.set(id, { comm, user, args, stat, text });
  return text;
}

/** What a process was called last: a changed row keeps its id, and mostly its words too. This was most of the cost of filtering 20,000 rows. */
const whole = new WeakMap<ProcessId, Pick<Row['values'], 'comm' | 'user' | 'args'> & { readonly stat: string | null; readonly text: string }>();

/** A command line seldom changes, and a changed row keeps its array: this is most of the cost of filtering 5,000 rows. */
const known = new WeakMap<readonly string[], string>();

function commandHaystack(values: Row['values']): string {
  const args = values.args ?? [];
  if (args.length === 0 || isZombie(values)) return commandText(values).toLowerCase();
  let text = known.get(args);
  if (text === undefined) {
    text = commandText(values).toLowerCase();
    known.set(args, text);
  }
  return text;
}
