import type { Field, FieldValue, Unit } from '../fields/field.ts';
import { visibleText } from '../process/visibleText.ts';
import type { Operand, Operator, QueryFault } from './query.ts';

/** Whether a field's value is meant. null, unknown or none, is met by `:-` alone. */
export type Test = (value: FieldValue) => boolean;

/** A test, or what is wrong with the value and what may have been meant. */
export type Compiled = { readonly test: Test } | { readonly fault: QueryFault['fault']; readonly hint: string | null };

/** Longer ones are cut before a pattern is tried on them: names are strangers' bytes, and some patterns take time that grows with the square. */
const LONGEST_TRIED = 4_096;
/** As it is shown where there is no value. */
const DASH = '-';

/** Makes the test that `field operator operand` stands for. */
export function compileTest(field: Field, operator: Operator, operand: Operand): Compiled {
  if (operator === '!=') {
    const compiled = compileTest(field, ':', operand);
    return 'test' in compiled ? { test: (value) => !compiled.test(value) } : compiled;
  }
  if (operand.form === 'plain' && operand.text === DASH && (operator === ':' || operator === '=')) return { test: (value) => value === null };
  if (operator === '~') return contains(operand);
  switch (field.kind) {
    case 'number':
      return compareNumber(field.unit, operator, operand);
    case 'flag':
      return isFlag(operator, operand);
    case 'text':
    case 'list':
      return operator === ':' || operator === '=' ? isText(operand) : { fault: 'no-order', hint: null };
    default:
      return field satisfies never;
  }
}

/** The text of a value, as it is shown. */
function shown(value: Exclude<FieldValue, null>): string {
  if (Array.isArray(value)) return visibleText(value.join(' '));
  return typeof value === 'string' ? visibleText(value) : String(value);
}

function onText(test: (text: string) => boolean): Test {
  return (value) => value !== null && test(shown(value));
}

function contains({ text, form, flags }: Operand): Compiled {
  if (form !== 'pattern') {
    const wanted = text.toLowerCase();
    return { test: onText((value) => value.toLowerCase().includes(wanted)) };
  }
  if (!/^i?$/.test(flags)) return { fault: 'bad-pattern', hint: 'i' };
  try {
    const pattern = new RegExp(text, `u${flags}`);
    return { test: onText((value) => pattern.test(value.slice(0, LONGEST_TRIED))) };
  } catch {
    return { fault: 'bad-pattern', hint: null };
  }
}

/** The whole value, without regard to case; outside of quotes `*` stands for any characters and `?` for one. */
function isText({ text, form }: Operand): Compiled {
  const wanted = text.toLowerCase();
  if (form === 'quoted' || !/[*?]/.test(wanted)) return { test: onText((value) => value.toLowerCase() === wanted) };
  return { test: onText((value) => isLike(value.toLowerCase(), wanted)) };
}

/** Whether a text fits a pattern with wildcards, in time that grows with their product: no regular expression, which strangers could slow. */
export function isLike(text: string, pattern: string): boolean {
  let [at, part] = [0, 0];
  let [star, resume] = [-1, 0];
  while (at < text.length) {
    if (pattern[part] === '*') [star, resume, part] = [part, at, part + 1];
    else if (part < pattern.length && (pattern[part] === '?' || pattern[part] === text[at])) {
      at++;
      part++;
    } else if (star >= 0) {
      part = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[part] === '*') part++;
  return part === pattern.length;
}

function isFlag(operator: Operator, { text }: Operand): Compiled {
  if (operator !== ':' && operator !== '=') return { fault: 'no-order', hint: null };
  const wanted = FLAG_WORDS.get(text.toLowerCase());
  return wanted === undefined ? { fault: 'bad-flag', hint: 'yes' } : { test: (value) => value === wanted };
}

const FLAG_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

function compareNumber(unit: Unit | null, operator: Operator, { text }: Operand): Compiled {
  const wanted = parseQuantity(text, unit);
  if (wanted === null) return { fault: 'bad-number', hint: EXAMPLES[unit ?? 'count'] };
  const compare = COMPARISONS[operator as keyof typeof COMPARISONS];
  return { test: (value) => typeof value === 'number' && compare(value, wanted) };
}

const COMPARISONS = {
  ':': (a: number, b: number) => a === b,
  '=': (a: number, b: number) => a === b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
};

const KIB = 1024;
const SIZES: Readonly<Record<string, number>> = { '': 1, b: 1, k: KIB, m: KIB ** 2, g: KIB ** 3, t: KIB ** 4 };
const SPANS: Readonly<Record<string, number>> = { ms: 1, '': 1_000, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const EXAMPLES: Readonly<Record<Unit | 'count', string>> = {
  bytes: '1.5g',
  bytesPerSecond: '100k',
  ms: '10m',
  percent: '5',
  epochMs: '2026-01-31T10:00',
  ticks: '4200',
  count: '3',
};

/**
 * A number as people write it, in the field's unit: sizes in powers of 1,024 (`1.5g`, `100kb`, `64MiB`), spans (`10m`, `2h`, seconds without
 * a letter), percent with or without its sign, moments as ISO 8601. null where it is none.
 */
export function parseQuantity(text: string, unit: Unit | null): number | null {
  if (unit === 'epochMs') {
    const moment = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(moment) ? null : moment;
  }
  const [, digits, letters] = /^(-?(?:\d+(?:\.\d*)?|\.\d+))([a-zA-Z%/]*)$/.exec(text) ?? [];
  if (digits === undefined || letters === undefined) return null;
  const factor = factorOf(letters.toLowerCase(), unit);
  return factor === null ? null : Number(digits) * factor;
}

function factorOf(letters: string, unit: Unit | null): number | null {
  const known = (table: Readonly<Record<string, number>>, key: string): number | null => (Object.hasOwn(table, key) ? table[key]! : null);
  switch (unit) {
    case 'bytes':
      return known(SIZES, letters.replace(/^([kmgt])i?b$/, '$1'));
    case 'bytesPerSecond':
      return known(SIZES, letters.replace(/\/s$/, '').replace(/^([kmgt])i?b$/, '$1'));
    case 'ms':
      return known(SPANS, letters);
    case 'percent':
      return letters === '' || letters === '%' ? 1 : null;
    default:
      return letters === '' ? 1 : null;
  }
}
