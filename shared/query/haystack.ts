import { commandText } from '../process/commandLine.ts';
import type { Row } from '../process/row.ts';
import { isZombie, statOf } from '../process/stat.ts';
import { visibleText } from '../process/visibleText.ts';

/** What the words of a query are looked for in: name, pid, user, STAT and command line as they are shown, in small letters, on lines of their own, which no word can span. */
export function haystackOf({ values }: Row): string {
  const { comm, pid, user } = values;
  return `${visibleText(comm ?? '')}\n${pid}\n${user ?? ''}\n${statOf(values) ?? ''}\n`.toLowerCase() + commandHaystack(values);
}

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
