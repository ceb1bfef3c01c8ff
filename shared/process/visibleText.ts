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

/* Controls (Cc); lone surrogates (Cs), which are bytes that are not UTF-8; line and paragraph separators; what a font draws as nothing
   (Default_Ignorable_Code_Point: zero-width and bidi controls, BOM, soft hyphen, fillers, tags, variation selectors but the emoji one);
   interlinear annotation; spaces that look like the ordinary one, and the empty Braille pattern. */
const HIDDEN_CLASS = String.raw`(?!\ufe0f)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]`;
const HIDDEN_CHARACTER = new RegExp(HIDDEN_CLASS, 'u');
/** A backslash is doubled where what follows would make it read as an escape, or is one. */
const HIDDEN = new RegExp(String.raw`${HIDDEN_CLASS}|\\(?=[xuentr\\]|${HIDDEN_CLASS})`, 'gu');

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
  if (text !== '' && PLAIN_TEXT.test(text)) return [{ text, isEscape: false }];
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

/** Printable ASCII without a backslash: nothing to escape. Nearly all text is that, and this costs a tenth of looking for it. */
const PLAIN_TEXT = /^[ -[\]-~]*$/;

/** The text with everything hidden, ambiguous or not UTF-8 escaped: safe for a terminal, a log, a clipboard. */
export function visibleText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  return text.replace(HIDDEN, escapeOne);
}

const EMPTY_MARK = '∅';
const SPACE_MARK = '␣';
const EDGES = /^([ \u3000␣]*)(.*?)([ \u3000␣]*)$/su;

/** A name as it is shown: also where it is empty or begins or ends in spaces, which would be invisible. */
export function visibleName(text: string): string {
  if (text === '') return EMPTY_MARK;
  if (text === EMPTY_MARK) return escapeOne(text);
  const [, lead = '', middle = '', tail = ''] = EDGES.exec(text) ?? [];
  // The last backslash would read as the beginning of what the tail is escaped to.
  const joint = middle.endsWith('\\') && tail !== '' ? '\\' : '';
  return `${markSpaces(lead)}${visibleText(middle)}${joint}${markSpaces(tail)}`;
}

function markSpaces(spaces: string): string {
  return [...spaces].map((space) => (space === ' ' ? SPACE_MARK : escapeOne(space))).join('');
}

/** For JSON: text that was UTF-8 stays itself, other bytes are escaped as on screen. */
export function jsonText(text: string): string {
  return /\p{Cs}/u.test(text) ? visibleText(text) : text;
}

const PLAIN_WORD = /^[\w@%+=:,./-]+$/;
/** Words that mean something to the shell where a command is expected (bash(1), RESERVED WORDS), besides assignments and jobs. */
const RESERVED = /^(?:if|then|elif|else|fi|time|for|in|until|while|do|done|case|esac|coproc|select|function)$|[=%]/;

/** A command line that a POSIX shell reads back into the same arguments; what cannot be typed is in $'…' form. */
export function quoteArguments(args: readonly string[]): string {
  return args.map((argument, index) => (PLAIN_WORD.test(argument) && !(index === 0 && RESERVED.test(argument)) ? argument : quoteArgument(argument))).join(' ');
}

function quoteArgument(argument: string): string {
  if (!HIDDEN_CHARACTER.test(argument)) return `'${argument.replaceAll("'", "'\\''")}'`;
  return `$'${[...argument].map(ansiC).join('')}'`;
}

/** One character inside $'…' (bash and POSIX 2024, 2.2.4 Dollar-Single-Quotes). */
function ansiC(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (!HIDDEN_CHARACTER.test(character)) return character;
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
