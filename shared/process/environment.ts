import type { Answer } from './inspection.ts';

/** Entries that are told at most, and characters of a name by which one can be asked for: a process may have made it of a hundred thousand, or of one. */
export const MOST_VARIABLES = 1_000;
export const LONGEST_VARIABLE_NAME = 4_096;

/** Whose values are told: of none, of the variables of one name, or of all. They may be secrets. */
export type Reveal = { readonly kind: 'names' } | { readonly kind: 'one'; readonly name: string } | { readonly kind: 'all' };

/** One entry of the environment. What is no text is in lone surrogates. */
export interface Variable {
  /** What stands before the first `=`; of an entry without one the whole. */
  readonly name: string;
  /** null: not asked for. */
  readonly value: string | null;
}

/** `isCut`: it is longer than what is read. It is as it was when the program was started: what the program changes since does not show. */
export type Environment = Answer<{ readonly variables: readonly Variable[]; readonly isCut: boolean }>;

/** Splits entries `NAME=value`, as proc_pid_environ(5) has them; empty ones say nothing. */
export function variablesOf(entries: readonly string[], reveal: Reveal): Variable[] {
  return entries.flatMap((entry) => {
    if (entry === '') return [];
    const at = entry.indexOf('=', 1);
    const name = at < 0 ? entry : entry.slice(0, at);
    const isShown = reveal.kind === 'all' || (reveal.kind === 'one' && reveal.name === name);
    return [{ name, value: isShown ? (at < 0 ? '' : entry.slice(at + 1)) : null }];
  });
}
