import { mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KeptFile } from '../../../../electron/engine/system/keptFile.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kept-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('reads the file as it is now, however long it has grown', () => {
  const path = join(folder, 'stat');
  writeFileSync(path, 'short');
  const file = new KeptFile(path);
  expect(file.read()).toBe('short');
  const long = 'x'.repeat(100_000);
  writeFileSync(path, long);
  expect(file.read()).toBe(long);
  file.close();
});

it('a file that is not there is unsupported, is not asked for each time, and is read when it comes', () => {
  const path = join(folder, 'none');
  const file = new KeptFile(path);
  expect([file.read(), file.failure]).toEqual([null, 'unsupported']);
  writeFileSync(path, 'here');
  const readings = Array.from({ length: 31 }, () => file.read());
  expect(readings.slice(0, 20).every((text) => text === null)).toBe(true);
  expect(readings.at(-1)).toBe('here');
  expect(file.failure).toBeNull();
  file.close();
});

it('other failures are named as such', () => {
  const path = join(folder, 'loop');
  symlinkSync(path, path);
  const file = new KeptFile(path);
  expect([file.read(), file.failure]).toEqual([null, 'failed']);
  unlinkSync(path);
});
