import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToText } from '../../../../../electron/engine/providers/linux/bytesToText.ts';
import { createStatLine, LAST_STAT_FIELD, parseStat } from '../../../../../electron/engine/providers/linux/statParser.ts';

const line = createStatLine();

/** A stat line with the given name; field n holds n but where said otherwise. */
function statBytes(comm: Uint8Array | string, state = 'S', others: Readonly<Record<number, string>> = {}): Buffer {
  const fields = Array.from({ length: LAST_STAT_FIELD - 3 }, (_, i) => others[i + 4] ?? String(i + 4));
  return Buffer.concat([Buffer.from('4321 ('), Buffer.from(comm), Buffer.from(`) ${state} ${fields.join(' ')}\n`)]);
}

function parse(bytes: Buffer, last = LAST_STAT_FIELD): { comm: string; state: string; fields: number[] } | null {
  if (!parseStat(bytes, bytes.length, last, line)) return null;
  return { comm: bytesToText(bytes, line.commStart, line.commEnd), state: String.fromCharCode(line.fields[3]!), fields: [...line.fields] };
}

test.each([
  ["A1 comm ends at the last ')'", ') R 1 2'],
  ['A2 comm that imitates a zombie of init', 'x) Z 1 (y'],
  ['A3 comm with spaces', 'a b c'],
  ['A3 comm of one space', ' '],
  ['A3 empty comm', ''],
  ['A4 comm with a newline', 'new\nline'],
  ['A4 comm that imitates status', 'a\nPPid:\t1'],
  ['A8 comm of a kworker is longer than 15 bytes', 'kworker/u16:3-events_freezable_power_efficient'],
])('%s', (_, comm) => {
  const parsed = parse(statBytes(comm));
  expect(parsed).toMatchObject({ comm, state: 'S' });
  expect(parsed!.fields.slice(4)).toEqual(Array.from({ length: 49 }, (_unused, i) => i + 4));
  expect(parsed!.fields[1]).toBe(4321);
});

test('negative and large numbers are kept', () => {
  const parsed = parse(statBytes('x', 'R', { 8: '-1', 18: '-100', 19: '-20', 22: '123456789012' }));
  expect([parsed!.fields[8], parsed!.fields[18], parsed!.fields[19], parsed!.fields[22]]).toEqual([-1, -100, -20, 123_456_789_012]);
});

test('stops at the last field that is asked for', () => {
  const bytes = statBytes('x');
  line.fields.fill(0);
  expect(parseStat(bytes, bytes.length, 22, line)).toBe(true);
  expect(line.fields[22]).toBe(22);
  expect(line.fields[23]).toBe(0);
});

test.each([
  ['nothing', ''],
  ['no name', '12 S 1'],
  ['a cut line', '12 (a) S 1 2 3'],
  ['a name that does not end', '12 (abc'],
])('refuses %s', (_, text) => {
  expect(parse(Buffer.from(text))).toBeNull();
});

test('100,000 random names: state, parent and start are right in all, and the name comes back byte for byte', () => {
  const letters = ['R', 'S', 'D', 'T', 't', 'Z', 'X', 'I'];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 15 }), fc.nat(7), fc.nat(4_194_304), fc.nat(), (comm, letter, ppid, start) => {
      const parsed = parse(statBytes(comm, letters[letter], { 4: String(ppid), 22: String(start) }), 22)!;
      return (
        parsed.state === letters[letter] &&
        parsed.fields[4] === ppid &&
        parsed.fields[22] === start &&
        Buffer.from(encode(parsed.comm)).equals(Buffer.from(comm))
      );
    }),
    { numRuns: 100_000 },
  );
});

/** The reverse of bytesToText. */
function encode(text: string): Uint8Array {
  return Buffer.concat(
    [...text].map((character) => {
      const code = character.codePointAt(0)!;
      return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character);
    }),
  );
}
