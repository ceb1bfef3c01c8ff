import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToText } from '../../../electron/engine/providers/linux/bytesToText.ts';
import { jsonText, quoteArguments, segmentsOf, visibleName, visibleText } from '../../../shared/process/visibleText.ts';

/** What must reach no screen, terminal, log or clipboard; written apart from the source, from the Unicode properties. */
const MUST_NOT_PASS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?!\ufe0f)\p{Default_Ignorable_Code_Point}|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** Strings as they come out of a process: bytes, with those that are not UTF-8 as lone surrogates. Rich in what is hard. */
const hardPieces = fc.constantFrom(
  '\\',
  '\\\\',
  '\u001b',
  '\n',
  '\0',
  '\u007f',
  '\u0085',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\udcff',
  '\udc80',
  'x',
  'e',
  'u',
  'n',
  't',
  'r',
  '0',
  '{',
  '}',
  ' ',
  '␣',
  '∅',
  '\u3000',
  '\u00a0',
  '🔥',
  '日',
  'é',
  "'",
  '"',
  '$',
  '!',
  '\u{e0041}',
  '\ufe0f',
);
const hardText = fc.array(fc.oneof(hardPieces, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 12 }).map((pieces) => pieces.join(''));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 24 }),
  hardText.map((text) => new Uint8Array(Buffer.from(text, 'utf8'))),
);

/** Reads back what visibleText writes: that it can be done at all is the proof that different texts stay different. */
function readBack(text: string): string {
  const short: Record<string, string> = { n: '\n', t: '\t', r: '\r', e: '\u001b', '\\': '\\' };
  return text.replace(/\\(?:x([0-9a-f]{2})|u\{([0-9a-f]+)\}|([ntre\\]))/gu, (_, byte?: string, code?: string, letter?: string) => {
    if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16) < 0x80 ? Number.parseInt(byte, 16) : 0xdc00 + Number.parseInt(byte, 16));
    return code !== undefined ? String.fromCodePoint(Number.parseInt(code, 16)) : short[letter!]!;
  });
}

describe('visibleText', () => {
  it.each([
    ['A1 parentheses', ') R 1 2', ') R 1 2'],
    ['A2 a name that imitates stat', 'x) Z 1 (y', 'x) Z 1 (y'],
    ['A4 a newline', 'new\nline', 'new\\nline'],
    ['A4 a line of status', 'a\nPPid:\t1', 'a\\nPPid:\\t1'],
    ['A5 ESC', '\u001b[31m', '\\e[31m'],
    ['A5 BEL and an OSC title', '\u001b]0;x\u0007', '\\e]0;x\\x07'],
    ['A5 a C1 control', '\u009b2J', '\\u{9b}2J'],
    ['A6 right-to-left override', 'a\u202eb', 'a\\u{202e}b'],
    ['A6 isolate, zero width, BOM', '\u2066\u200b\ufeff', '\\u{2066}\\u{200b}\\u{feff}'],
    ['A7 bytes that are not UTF-8', '\udcff\udcfe\udcc3(', '\\xff\\xfe\\xc3('],
    ['A9 text of the world', '日本語 sleep 🔥 café', '日本語 sleep 🔥 café'],
    ['A9 an emoji with its variation selector', '❤\ufe0f', '❤\ufe0f'],
    ['A10 markup is text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['a no-break space is no space', 'a\u00a0b', 'a\\u{a0}b'],
    ['a backslash that reads as an escape is doubled', 'a\\n', 'a\\\\n'],
    ['a backslash before an escape is doubled', '\\\u001b', '\\\\\\e'],
    ['a backslash elsewhere is itself', 'C:\\Users\\', 'C:\\Users\\'],
  ])('%s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('A5 A6 A7 lets nothing hidden through, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hardText,
          bytes.map((some) => bytesToText(some)),
        ),
        (text) => {
          expect(visibleText(text)).not.toMatch(MUST_NOT_PASS);
          expect(visibleName(text)).not.toMatch(MUST_NOT_PASS);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('A5 A6 escapes each character of the hidden kinds by itself', () => {
    const passed: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      if (MUST_NOT_PASS.test(character) && visibleText(character) === character) passed.push(code.toString(16));
    }
    expect(passed).toEqual([]);
  });

  it('A7 different bytes stay different', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        const text = bytesToText(some);
        expect(readBack(visibleText(text))).toBe(text);
      }),
      { numRuns: 3_000 },
    );
  });

  it('A7 different texts stay different', () => {
    fc.assert(
      fc.property(hardText, hardText, (a, b) => {
        expect(visibleText(a) === visibleText(b)).toBe(a === b);
        expect(visibleName(a) === visibleName(b)).toBe(a === b);
      }),
      { numRuns: 5_000 },
    );
  });

  it('keeps what needs no escape as it is, so that it can be searched', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'abc XYZ09-_/.:()[]<>&日本🔥é') });
    fc.assert(
      fc.property(plain, (text) => {
        expect(visibleText(text)).toBe(text);
      }),
    );
  });
});

describe('segmentsOf', () => {
  it('joins to the visible text, and what is no escape is part of the text itself', () => {
    fc.assert(
      fc.property(hardText, (text) => {
        const segments = segmentsOf(text);
        expect(segments.map((segment) => segment.text).join('')).toBe(visibleText(text));
        expect(segments.filter((segment) => !segment.isEscape && !text.includes(segment.text))).toEqual([]);
      }),
    );
  });

  it('marks the escapes', () => {
    expect(segmentsOf('a\u001bb')).toEqual([
      { text: 'a', isEscape: false },
      { text: '\\e', isEscape: true },
      { text: 'b', isEscape: false },
    ]);
  });
});

describe('visibleName', () => {
  it.each([
    ['A3 empty', '', '∅'],
    ['A3 one space', ' ', '␣'],
    ['A3 spaces inside stay, at the edges they are marked', ' a b  ', '␣a b␣␣'],
    ['a name that is the mark', '∅', '\\u{2205}'],
    ['a name that ends in the other mark', 'a␣', 'a\\u{2423}'],
    ['a backslash before a marked edge', '\\␣', '\\\\\\u{2423}'],
  ])('%s', (_, text, shown) => {
    expect(visibleName(text)).toBe(shown);
  });
});

describe('jsonText', () => {
  it('A7 leaves UTF-8 as it is and escapes other bytes as on screen', () => {
    expect(jsonText('日本 \u001b\n')).toBe('日本 \u001b\n');
    expect(jsonText('日\udcff\n')).toBe('日\\xff\\n');
  });

  it('gives text that is well formed and survives JSON', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        const text = jsonText(bytesToText(some));
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
        expect(JSON.parse(JSON.stringify(text))).toBe(text);
      }),
    );
  });
});

describe('quoteArguments', () => {
  it.each([
    ['A15 five arguments', ['prog', 'sleep', 'a b', '`', 'c'], "prog sleep 'a b' '`' c"],
    ['an empty argument', ['prog', ''], "prog ''"],
    ['a quote', ["it's"], "'it'\\''s'"],
    ['A5 a control byte', ['\u001b[2J'], "$'\\x1b[2J'"],
    ['A7 a byte that is not UTF-8, before a hexadecimal digit', ['\udcffa'], "$'\\xffa'"],
    ['an assignment in the place of the command', ['A=1', 'B=2'], "'A=1' B=2"],
    ['a reserved word in the place of the command', ['time', 'if'], "'time' if"],
  ])('%s', (_, args, quoted) => {
    expect(quoteArguments(args)).toBe(quoted);
  });

  // Two hundred shells: a machine that is busy with others was seen to take half a minute for them. Only bytes are judged.
  it('A15 a real bash reads the same bytes back', { timeout: 60_000 }, () => {
    const argument = bytes.map((some) => some.filter((byte) => byte !== 0));
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 40 }), (args) => {
        const quoted = quoteArguments(args.map((some) => bytesToText(some)));
        expect(quoted).not.toMatch(MUST_NOT_PASS);
        const run = spawnSync('bash', ['-c', `printf '%s\\0' ${quoted}`], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
        expect(run.stderr.toString()).toBe('');
        expect(run.stdout.equals(Buffer.concat(args.flatMap((some) => [some, Buffer.of(0)])))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
