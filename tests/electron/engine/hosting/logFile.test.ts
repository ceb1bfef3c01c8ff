import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLogFile } from '../../../../electron/engine/hosting/logFile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const logs = (): string => join(folder, 'logs');
const read = (name = 'procession.log'): string => readFileSync(join(logs(), name), 'utf8');
const noon = (): Date => new Date('2026-01-02T12:00:00Z');

it('keeps five files of a megabyte at most, the newest lines in the first', () => {
  const log = openLogFile(logs());
  const line = 'x'.repeat(4000);
  for (let i = 0; i < 2000; i++) log(`${i} ${line}`);
  expect(readdirSync(logs()).sort()).toEqual(['procession.log', ...[1, 2, 3, 4].map((age) => `procession.log.${age}`)]);
  for (const name of readdirSync(logs())) expect(statSync(join(logs(), name)).size).toBeLessThanOrEqual(1024 * 1024);
  expect(read()).toMatch(/ 1999 x+\n$/);
  expect(read('procession.log.4')).not.toMatch(/ 0 x/);
});

it('goes on in a file that is there, and counts what is in it', () => {
  openLogFile(logs(), noon)('first');
  openLogFile(logs(), noon)('second');
  expect(read()).toBe('2026-01-02T12:00:00.000Z first\n2026-01-02T12:00:00.000Z second\n');
  writeFileSync(join(logs(), 'procession.log'), Buffer.alloc(1024 * 1024));
  openLogFile(logs(), noon)('third');
  expect(read()).toBe('2026-01-02T12:00:00.000Z third\n');
  expect(statSync(join(logs(), 'procession.log.1')).size).toBe(1024 * 1024);
});

it('A5 holds no control byte and one line a line, cut where it is endless', () => {
  const log = openLogFile(logs(), noon);
  log('a\u001b]0;title\u0007b\nforged line\r\u202e');
  log('y'.repeat(1_000_000));
  const [first = '', second = ''] = read().split('\n');
  expect(first).toBe('2026-01-02T12:00:00.000Z a\\e]0;title\\x07b\\nforged line\\r\\u{202e}');
  expect(second.length).toBeLessThan(5000);
  expect(second).toMatch(/… \(cut\)$/);
});

it('can be read by its user alone, also where it could be read before', () => {
  openLogFile(logs())('one');
  expect(statSync(logs()).mode & 0o777).toBe(0o700);
  expect(statSync(join(logs(), 'procession.log')).mode & 0o777).toBe(0o600);
  chmodSync(join(logs(), 'procession.log'), 0o644);
  openLogFile(logs())('two');
  expect(statSync(join(logs(), 'procession.log')).mode & 0o777).toBe(0o600);
});

it('a folder that cannot be made stops nobody', () => {
  writeFileSync(logs(), 'a file in the way');
  const log = openLogFile(logs());
  expect(() => log('lost')).not.toThrow();
  expect(readFileSync(logs(), 'utf8')).toBe('a file in the way');
});
