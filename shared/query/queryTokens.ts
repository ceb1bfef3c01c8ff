import { OPERATORS, type Operand, type Operator, type Place, type QueryFault } from './query.ts';

/** What a query is made of, in order; blanks lie between. Colours, completion and the parser read the same list. */
export type Token = Place &
  (
    | { readonly kind: 'open' | 'close' }
    | { readonly kind: 'and' | 'or' | 'not' }
    | { readonly kind: 'word'; readonly text: string; readonly isQuoted: boolean }
    /** `operand` is null where nothing was typed behind the operator. */
    | { readonly kind: 'term'; readonly name: string; readonly operator: Operator; readonly operatorAt: number; readonly operand: Operand | null }
    /** A quote or a pattern that does not end: the rest of the text. */
    | { readonly kind: 'unclosed'; readonly fault: QueryFault['fault'] }
  );

const NAME = /[A-Za-z][A-Za-z0-9_]*/y;
const PLAIN = /[^\s()"]+/y;
const FLAGS = /[a-z]*/y;
const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** Splits a query. A name before an operator is meant as a field's, but before `=` only where `isField` says so: `PATH=/bin` is text. */
export function tokenize(text: string, isField: (name: string) => boolean): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at, isField);
    if (token === null) at++;
    else {
      tokens.push(token);
      at = token.at + token.length;
    }
  }
  return tokens;
}

function tokenAt(text: string, at: number, isField: (name: string) => boolean): Token | null {
  const character = text[at]!;
  if (/\s/.test(character)) return null;
  if (character === '(' || character === ')') return { kind: character === '(' ? 'open' : 'close', at, length: 1 };
  if (character === '"') return quotedWord(text, at);
  return termAt(text, at, isField) ?? plainWord(text, at);
}

function quotedWord(text: string, at: number): Token {
  const quoted = readQuoted(text, at);
  if (quoted === null) return { kind: 'unclosed', fault: 'unclosed-quote', at, length: text.length - at };
  return { kind: 'word', text: quoted.text, isQuoted: true, at, length: quoted.end - at };
}

function plainWord(text: string, at: number): Token {
  const word = match(PLAIN, text, at);
  const keyword = word.toLowerCase();
  if (KEYWORDS.has(keyword)) return { kind: keyword as 'and' | 'or' | 'not', at, length: word.length };
  return { kind: 'word', text: word, isQuoted: false, at, length: word.length };
}

function termAt(text: string, at: number, isField: (name: string) => boolean): Token | null {
  const name = match(NAME, text, at);
  const operatorAt = at + name.length;
  const operator = name === '' ? undefined : OPERATORS.find((one) => text.startsWith(one, operatorAt));
  if (operator === undefined || (operator === '=' && !isField(name))) return null;
  const from = operatorAt + operator.length;
  if (operator === '~' && text[from] === '/') return patternTerm(text, { name, operator, operatorAt }, at, from);
  if (text[from] === '"') {
    const quoted = readQuoted(text, from);
    if (quoted === null) return { kind: 'unclosed', fault: 'unclosed-quote', at: from, length: text.length - from };
    const operand: Operand = { text: quoted.text, form: 'quoted', flags: '', at: from, length: quoted.end - from };
    return { kind: 'term', name, operator, operatorAt, operand, at, length: quoted.end - at };
  }
  const plain = match(PLAIN, text, from);
  const operand: Operand | null = plain === '' ? null : { text: plain, form: 'plain', flags: '', at: from, length: plain.length };
  return { kind: 'term', name, operator, operatorAt, operand, at, length: from + plain.length - at };
}

/** `~/…/i`: a slash inside is written `\/`. */
function patternTerm(text: string, head: { readonly name: string; readonly operator: '~'; readonly operatorAt: number }, at: number, from: number): Token {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '/') {
      const flags = match(FLAGS, text, i + 1);
      const end = i + 1 + flags.length;
      return { kind: 'term', ...head, operand: { text: text.slice(from + 1, i), form: 'pattern', flags, at: from, length: end - from }, at, length: end - at };
    }
  }
  return { kind: 'unclosed', fault: 'unclosed-pattern', at: from, length: text.length - from };
}

/** Between double quotes; `\"` and `\\` stand for themselves, any other backslash too. null where they do not close. */
function readQuoted(text: string, at: number): { readonly text: string; readonly end: number } | null {
  let read = '';
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '"') return { text: read, end: i + 1 };
    if (text[i] === '\\' && (text[i + 1] === '"' || text[i + 1] === '\\')) i++;
    read += text[i]!;
  }
  return null;
}

function match(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}
