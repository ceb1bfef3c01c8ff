/**
 * Reads a TypeScript source as a person would: what is code, what is a string, what a comment.
 * A small scanner instead of a parser, for TypeScript 7 has no compiler API.
 */

/**
 * @typedef {object} Import
 * @property {string} from the module specifier
 * @property {number} line 1-based
 * @property {boolean} isType whether it is `import type`, of which nothing is left when the program runs
 */

/**
 * @typedef {object} Source
 * @property {string} code the text with comments blanked and the inside of strings too; as long as the text, lines kept
 * @property {readonly Import[]} imports
 * @property {readonly { line: number, text: string }[]} unread dynamic imports whose specifier is not a plain string
 */

/** Words after which a slash starts a regular expression and not a division. */
const BEFORE_REGEXP = /(?:^|[=(,;:?!&|{}[+\-*%~^]|=>|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield))\s*$/;

/**
 * Blanks comments, and the inside of strings, templates and regular expressions; `${…}` in templates stays code.
 * @param {string} text
 * @returns {{ code: string, strings: Map<number, string> }} strings by the offset of their opening quote
 */
export function blank(text) {
  /** @type {Map<number, string>} */
  const strings = new Map();
  let code = '';
  let at = 0;
  /** Depth of braces at which each open template goes on. @type {number[]} */
  const templates = [];
  let braces = 0;
  /** @param {number} end */
  const hide = (end) => {
    code += text.slice(at, end).replace(/[^\n]/g, ' ');
    at = end;
  };
  /** The rest of a template, from `at`, up to its end or its next `${`. */
  const template = () => {
    let end = at;
    while (end < text.length && text[end] !== '`' && !text.startsWith('${', end)) end += text[end] === '\\' ? 2 : 1;
    hide(Math.min(end, text.length));
    if (text[at] === '`') code += text[at++];
    else if (at < text.length) {
      code += '${';
      at += 2;
      templates.push(braces++);
    }
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (text.startsWith('//', at) || (at === 0 && text.startsWith('#!'))) {
      const end = text.indexOf('\n', at);
      hide(end === -1 ? text.length : end);
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      hide(end === -1 ? text.length : end + 2);
    } else if (char === '"' || char === "'") {
      const start = at;
      let end = at + 1;
      while (end < text.length && text[end] !== char && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
      // An apostrophe in the text of an element has no partner in its line.
      const isString = text[end] === char;
      if (isString) strings.set(start, text.slice(start + 1, end));
      code += char;
      at++;
      if (isString) {
        hide(end);
        code += char;
        at++;
      }
    } else if (char === '`') {
      const start = at;
      code += char;
      at++;
      const plain = /^[^`\\$]*`/.exec(text.slice(at));
      if (plain !== null) strings.set(start, plain[0].slice(0, -1));
      template();
    } else if (char === '/' && text[at + 1] !== '>' && BEFORE_REGEXP.test(code.slice(-40))) {
      const match = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//.exec(text.slice(at));
      if (match === null) code += text[at++];
      else hide(at + match[0].length);
    } else {
      if (char === '{') braces++;
      if (char === '}') {
        braces--;
        if (templates.at(-1) === braces) {
          templates.pop();
          code += char;
          at++;
          template();
          continue;
        }
      }
      code += char;
      at++;
    }
  }
  return { code, strings };
}

/** Where a specifier may stand: its opening quote is the last character of the match. */
const SPECIFIERS = [
  /\bimport\s*(?:type\s+)?(?:[\w$*{][\w$\s*{},'"]*?\bfrom\s*)?(['"])/g,
  /\bexport\s+(?:type\s+)?(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})\s*from\s*(['"])/g,
  /\b(?:import|require|require\.resolve|import\.meta\.resolve)\s*\(\s*(['"`])/g,
  /\bnew\s+URL\s*\(\s*(['"`])(?=[^)]*import\.meta\.url)/g,
];

/**
 * @param {string} text of a TypeScript or JavaScript file
 * @returns {Source}
 */
export function scan(text) {
  const { code, strings } = blank(text);
  const lineOf = (/** @type {number} */ offset) => code.slice(0, offset).split('\n').length;
  const imports = SPECIFIERS.flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap((match) => {
      const quote = match.index + match[0].length - 1;
      const from = strings.get(quote);
      return from === undefined ? [] : [{ from, line: lineOf(quote), isType: /^(?:import|export)\s+type\b/.test(match[0]) }];
    }),
  );
  const unread = [...code.matchAll(/\b(?:import|require)\s*\(\s*([^\s)])/g)]
    .filter((match) => !strings.has(match.index + match[0].length - 1))
    .map((match) => ({ line: lineOf(match.index), text: 'a dynamic import whose path is computed cannot be checked' }));
  return { code, imports, unread };
}
