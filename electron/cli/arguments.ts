/** A command line that cannot be understood: exit status 2. */
export class UsageError extends Error {}

/** Options and the rest of a command line. */
export interface ParsedArguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
}

/** What a command takes: `flags` stand alone, `values` take the next word or what follows `=`. */
export interface ArgumentShape {
  readonly flags?: readonly string[];
  readonly values?: readonly string[];
  /** Whether `-5` is a number among the rest, not an option. */
  readonly takesNegative?: boolean;
}

/** Splits a command line; throws UsageError on an option that is not in the shape, or that lacks its value. `--` ends the options. */
export function parseArguments(words: readonly string[], shape: ArgumentShape): ParsedArguments {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') {
      rest.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-' || (shape.takesNegative === true && /^-\d+$/.test(word))) {
      rest.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (shape.values?.includes(name) === true) {
      const value = equals < 0 ? words[++i] : word.slice(equals + 1);
      if (value === undefined) throw new UsageError(`${name} wants a value`);
      values.set(name, value);
    } else if (shape.flags?.includes(name) === true && equals < 0) {
      flags.add(name);
    } else {
      throw new UsageError(`unknown option ${name}`);
    }
  }
  return { flags, values, rest };
}

/** Reads a whole number within bounds; throws UsageError naming what it was for. */
export function parseNumber(text: string, what: string, least: number, most: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new UsageError(`${what} must be a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`);
  return value;
}

/** Reads --provider. */
export function parseProvider(text: string | undefined): 'auto' | 'portable' {
  if (text === undefined || text === 'auto') return 'auto';
  if (text === 'portable') return 'portable';
  throw new UsageError(`--provider is auto or portable, not ${JSON.stringify(text)}`);
}
