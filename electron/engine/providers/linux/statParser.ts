const SPACE = 0x20;
const MINUS = 0x2d;
const ZERO = 0x30;
const CLOSING = 0x29;
const OPENING = 0x28;

/** The last field this kernel interface has (proc_pid_stat(5)): exit_code. */
export const LAST_STAT_FIELD = 52;

/** One parsed line of /proc/PID/stat; reused for the next one, so nothing is allocated per process. */
export interface StatLine {
  /** Values by field number. 64-bit addresses lose their lowest bits; no field we show is that large. Field 3 holds the letter's char code. */
  readonly fields: Float64Array;
  /** Where the name lies in the bytes. */
  commStart: number;
  commEnd: number;
}

export function createStatLine(): StatLine {
  return { fields: new Float64Array(LAST_STAT_FIELD + 1), commStart: 0, commEnd: 0 };
}

/**
 * Parses the bytes of /proc/PID/stat up to the field asked for, in one pass and without a string.
 * comm may hold spaces, parentheses and newlines: it runs from the first `(` to the last `)` (proc_pid_stat(5)).
 * Returns false where the bytes are no such line (cut, or empty); the line then holds nothing of use.
 */
export function parseStat(bytes: Uint8Array, length: number, lastField: number, into: StatLine): boolean {
  const { fields } = into;
  const open = bytes.indexOf(OPENING);
  if (open < 0 || open >= length) return false;
  let close = length - 1;
  while (close > open && bytes[close] !== CLOSING) close--;
  if (close === open || close + 3 >= length) return false;
  into.commStart = open + 1;
  into.commEnd = close;
  let pid = 0;
  for (let i = 0; i < open; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit >= 0 && digit <= 9) pid = pid * 10 + digit;
  }
  fields[1] = pid;
  fields[3] = bytes[close + 2]!;
  let field = 4;
  let value = 0;
  let isNegative = false;
  let hasDigit = false;
  for (let i = close + 4; i <= length; i++) {
    const byte = i < length ? bytes[i]! : SPACE;
    if (byte >= ZERO && byte <= 0x39) {
      value = value * 10 + (byte - ZERO);
      hasDigit = true;
    } else if (byte === MINUS) {
      isNegative = true;
    } else if (hasDigit) {
      fields[field] = isNegative ? -value : value;
      if (field === lastField) return true;
      field++;
      value = 0;
      isNegative = false;
      hasDigit = false;
    }
  }
  return field > lastField;
}
