import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToText, splitArguments } from '../../../../../electron/engine/providers/linux/bytesToText.ts';

test('A9 UTF-8 is read as it is', () => {
  expect(bytesToText(Buffer.from('日本語 sleep 🔥 café'))).toBe('日本語 sleep 🔥 café');
});

test('A7 what is not UTF-8 keeps its bytes, one by one', () => {
  expect(bytesToText(Buffer.from([0xff, 0xfe, 0xc3, 0x28]))).toBe('\udcff\udcfe\udcc3(');
  // A character cut at byte 15, an overlong slash, a surrogate, a code point past the last.
  expect(bytesToText(Buffer.from([0xe6, 0x97]))).toBe('\udce6\udc97');
  expect(bytesToText(Buffer.from([0xc0, 0xaf]))).toBe('\udcc0\udcaf');
  expect(bytesToText(Buffer.from([0xed, 0xa0, 0x80]))).toBe('\udced\udca0\udc80');
  expect(bytesToText(Buffer.from([0xf4, 0x90, 0x80, 0x80]))).toBe('\udcf4\udc90\udc80\udc80');
});

test('agrees with the platform on everything that is UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => bytesToText(Buffer.from(text)) === Buffer.from(text).toString('utf8')),
    { numRuns: 5_000 },
  );
});

test.each([
  ['A15 arguments are split on NUL alone', 'prog\0sleep\0a b\0`\0c\0', ['prog', 'sleep', 'a b', '`', 'c']],
  ['A13 an empty argv reads as one empty argument', '\0', ['']],
  ['A12 an empty command line has no arguments', '', []],
  ['empty arguments count', 'a\0\0b\0', ['a', '', 'b']],
  ['A14 a title without a NUL at its end', 'postgres: writer', ['postgres: writer']],
])('%s', (_, bytes, args) => {
  expect(splitArguments(Buffer.from(bytes))).toEqual(args);
});
