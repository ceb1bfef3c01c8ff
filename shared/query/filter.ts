import { commandText } from '../process/commandLine.ts';
import type { Row } from '../process/row.ts';
import { isZombie, statOf } from '../process/stat.ts';
import { visibleText } from '../process/visibleText.ts';

/** Whether a row is meant. */
export type Matcher = (row: Row) => boolean;

/**
 * A matcher for words that must all occur, without regard to case, in name, command line, pid, user or STAT, each as it is shown.
 * null where there is no word: everything is meant.
 */
export function parseFilter(text: string): Matcher | null {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  return (row) => {
    const haystack = haystackOf(row);
    return words.every((word) => haystack.includes(word));
  };
}

/** The parts stand on lines of their own, which no word can span. */
function haystackOf({ values }: Row): string {
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
