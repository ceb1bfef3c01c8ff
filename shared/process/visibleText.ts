/**
 * Names and command lines are bytes written by strangers. Inside the program they are strings that lost nothing: a byte that
 * is not UTF-8 is kept as a lone surrogate U+DC80…U+DCFF (as Python's surrogateescape does). Whatever leaves for a screen, a
 * clipboard, a log or a terminal goes through here first. Different bytes stay different.
 */

/** A run of text: shown as it is, or standing for something that must not be shown as it is. */
export interface Segment {
  readonly text: string;
  readonly isEscape: boolean;
}

/* C0, DEL and C1 controls; soft hyphen; Arabic letter mark; zero-width and bidi controls; line and paragraph separators; BOM;
   interlinear annotation; tags and variation supplements; Mongolian vowel separator; Hangul fillers; lone surrogates. */
// biome-ignore format: one range a line would be longer
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}\p{Cs}]|\\(?=[xuenrt0\\])/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\u001b': '\\e', '\\': '\\\\' };

function escapeOne(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0)!;
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

/** The text in runs, for a view that marks what is escaped. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > end) segments.push({ text: text.slice(end, match.index), isEscape: false });
    segments.push({ text: escapeOne(match[0]), isEscape: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ text: text.slice(end), isEscape: false });
  return segments;
}

/** The text with everything hidden, ambiguous or not UTF-8 escaped: safe for a terminal, a log, a clipboard. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, escapeOne);
}

/** A name as it is shown: also where it is empty or made of spaces alone, which would be invisible. */
export function visibleName(text: string): string {
  if (text === '') return '∅';
  return visibleText(text).replace(/^ +| +$/g, (spaces) => '␣'.repeat(spaces.length));
}

/** For JSON: text that was UTF-8 stays itself, other bytes are escaped as on screen. */
export function jsonText(text: string): string {
  return /\p{Cs}/u.test(text) ? visibleText(text) : text;
}

const PLAIN_WORD = /^[\w@%+=:,./-]+$/;

/** A command line that a POSIX shell reads back into the same arguments; what cannot be typed is in $'…' form. */
export function quoteArguments(args: readonly string[]): string {
  return args.map(quoteArgument).join(' ');
}

function quoteArgument(argument: string): string {
  if (PLAIN_WORD.test(argument)) return argument;
  if (argument.search(HIDDEN_NOT_BACKSLASH) === -1) return `'${argument.replaceAll("'", "'\\''")}'`;
  return `$'${[...argument].map(ansiC).join('')}'`;
}

const HIDDEN_NOT_BACKSLASH = new RegExp(HIDDEN.source.slice(0, HIDDEN.source.indexOf('|')), 'u');

/** One character inside $'…' (bash and POSIX 2024, 2.2.4 Dollar-Single-Quotes). */
function ansiC(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (!HIDDEN_NOT_BACKSLASH.test(character)) return character;
  const code = character.codePointAt(0)!;
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  return utf8Bytes(code)
    .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('');
}

function utf8Bytes(code: number): number[] {
  if (code < 0x80) return [code];
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), tail(0)];
  if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)];
  return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
}
