import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, openSettings, type Settings } from '../../../electron/desktop/settings.ts';

let folder: string;
let log: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
  log = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openSettings(folder, (line) => log.push(line));
const file = (): string => join(folder, 'settings.json');
const CHOSEN: Settings = { version: 1, tray: true, closeToTray: true, notify: ['zombie'] };

describe('a file of settings', () => {
  it('has the defaults where there is none, and says nothing', () => {
    expect(open().value).toEqual(DEFAULT_SETTINGS);
    expect(log).toEqual([]);
    expect(existsSync(file())).toBe(false);
  });

  it('is read back as it was saved, by this user alone, and leaves nothing beside it', () => {
    open().save(CHOSEN);
    expect(open().value).toEqual(CHOSEN);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('is whole or the old one: what was left half written beside it is not read', () => {
    open().save(CHOSEN);
    writeFileSync(`${file()}.new`, '{"version":1,"tr');
    expect(open().value).toEqual(CHOSEN);
  });

  it.each([
    ['half of JSON', '{"version":1,"tr'],
    ['nothing', ''],
    ['another version', JSON.stringify({ ...CHOSEN, version: 2 })],
    ['another type', JSON.stringify({ ...CHOSEN, tray: 'yes' })],
    ['something more', JSON.stringify({ ...CHOSEN, run: 'rm -rf /' })],
    ['a prototype', '{"__proto__":{"tray":true},"version":1,"tray":true,"closeToTray":true}'],
    ['bytes', Buffer.from([0xff, 0, 0xfe])],
  ])('that holds %s is set aside, and said to be', (_name, content) => {
    writeFileSync(file(), content);
    const settings = open();
    expect(settings.value).toEqual(DEFAULT_SETTINGS);
    expect(readdirSync(folder)).toEqual(['settings.json.broken']);
    expect(readFileSync(`${file()}.broken`)).toEqual(Buffer.from(content));
    expect(log).toEqual([`${file()} is broken or of another version; it was renamed to .broken.`]);
    settings.save(CHOSEN);
    expect(open().value).toEqual(CHOSEN);
  });

  it('a disk that takes nothing stops nobody: the value holds, and the log says so', () => {
    const settings = open();
    mkdirSync(`${file()}.new`);
    settings.save(CHOSEN);
    expect(settings.value).toEqual(CHOSEN);
    expect(log).toEqual([`${file()} cannot be written: EISDIR.`]);
  });

  it.skipIf(process.geteuid?.() === 0)('that may not be read is left alone (root may read all)', () => {
    open().save(CHOSEN);
    chmodSync(file(), 0);
    expect(open().value).toEqual(DEFAULT_SETTINGS);
    expect(log).toEqual([`${file()} cannot be read: EACCES.`]);
  });
});
