import { isZombie } from './stat.ts';
import { visibleName, visibleText } from './visibleText.ts';

/** What the command column is made of. */
export interface CommandFacts {
  readonly comm: string | null;
  readonly args: readonly string[] | null;
  readonly state: string | null;
  readonly threads: number | null;
  readonly isKernelThread: boolean | null;
}

/**
 * The command line as one line of safe text, like ps: `[comm] <defunct>` for a zombie, `[comm]` where there is no command line.
 * What setproctitle(3) leaves behind (a run of NULs or spaces at the end) is dropped for display only.
 */
export function commandText(facts: CommandFacts): string {
  const name = visibleName(facts.comm ?? '?');
  if (isZombie(facts)) return `[${name}] <defunct>`;
  const args = displayArguments(facts.args ?? []);
  if (args.length === 0) return `[${name}]`;
  return args.map((argument) => visibleText(argument)).join(' ');
}

/** The arguments without the trailing padding of setproctitle(3). */
export function displayArguments(args: readonly string[]): readonly string[] {
  let end = args.length;
  while (end > 0 && /^ *$/.test(args[end - 1]!)) end--;
  if (end === 0) return [];
  const last = args[end - 1]!;
  const trimmed = end === 1 ? last.replace(/ +$/, '') : last;
  return trimmed === last && end === args.length ? args : [...args.slice(0, end - 1), trimmed];
}
