import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsFile } from '../../../../electron/engine/settings/settingsFile.ts';
import { settingsFolder } from '../../../../electron/engine/settings/settingsFolder.ts';
import { SettingsKeeper } from '../../../../electron/engine/settings/settingsKeeper.ts';
import { DEFAULTS, type Settings, type SomeSettings } from '../../../../shared/settings/registry.ts';

const within = { timeout: 5000, interval: 20 };

let folder: string;
let log: string[];
let keepers: SettingsKeeper[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'procession-settings-'));
  log = [];
  keepers = [];
});
afterEach(async () => {
  for (const keeper of keepers) await keeper.close();
  rmSync(folder, { recursive: true });
});

const path = (): string => join(folder, 'settings.json');
const open = (): SettingsKeeper => {
  const keeper = new SettingsKeeper({ file: new SettingsFile(folder), isDesktop: false, log: (line) => log.push(line) });
  keepers.push(keeper);
  return keeper;
};
const written = (): Record<string, unknown> => JSON.parse(readFileSync(path(), 'utf8')) as Record<string, unknown>;
const save = async (set: SomeSettings): Promise<void> => {
  const keeper = open();
  keeper.change({ set, reset: [] });
  await keeper.close();
};

describe('the file of settings', () => {
  it('there is none until something is chosen, and nothing is said of that', async () => {
    const keeper = open();
    expect(keeper.report).toEqual({ values: DEFAULTS, path: path(), isDesktop: false, notice: null });
    await keeper.close();
    expect(readdirSync(folder)).toEqual([]);
    expect(log).toEqual([]);
  });

  it('is read back as it was saved, holds what was chosen alone, may be read by this user alone, and nothing is left beside it', async () => {
    await save({ theme: 'dark', interval: 2500 });
    expect(written()).toEqual({ version: 2, theme: 'dark', interval: 2500 });
    expect(open().values).toEqual({ ...DEFAULTS, theme: 'dark', interval: 2500 });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('changes hold at once, and all that come while one is written are written in order', async () => {
    const keeper = open();
    for (let interval = 500; interval <= 5000; interval += 100) {
      keeper.change({ set: { interval }, reset: [] });
      expect(keeper.values.interval).toBe(interval);
    }
    keeper.change({ set: { theme: 'dark' }, reset: ['interval'] });
    await keeper.close();
    expect(written()).toEqual({ version: 2, theme: 'dark' });
  });

  it('a change of nothing writes nothing, and what comes after it is written', async () => {
    const keeper = open();
    keeper.change({ set: {}, reset: [] });
    keeper.change({ set: { theme: undefined }, reset: [] });
    await keeper.close();
    expect(readdirSync(folder)).toEqual([]);
    keeper.change({ set: { theme: 'dark' }, reset: [] });
    await keeper.close();
    expect(written()).toEqual({ version: 2, theme: 'dark' });
  });

  it('is whole or the old one: what a crash left beside it, half written and open to all, is not read, and is replaced', async () => {
    await save({ theme: 'dark' });
    writeFileSync(`${path()}.new`, '{"version":2,"the', { mode: 0o644 });
    expect(open().values.theme).toBe('dark');
    await save({ theme: 'light' });
    expect(written()).toEqual({ version: 2, theme: 'light' });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('a link goes on pointing to the file that is kept elsewhere', async () => {
    mkdirSync(join(folder, 'dotfiles'));
    writeFileSync(join(folder, 'dotfiles', 'mine.json'), '{"version":2,"units":"decimal"}');
    symlinkSync(join('dotfiles', 'mine.json'), path());
    await save({ theme: 'dark' });
    expect(JSON.parse(readFileSync(join(folder, 'dotfiles', 'mine.json'), 'utf8'))).toEqual({ version: 2, units: 'decimal', theme: 'dark' });
    expect(readdirSync(folder).sort()).toEqual(['dotfiles', 'settings.json']);
  });

  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['half of JSON', '{"version":2,"tr'],
    ['no object', '[1,2,3]'],
    ['no version', '{"theme":"dark"}'],
    ['bytes', Buffer.from([0xff, 0, 0xfe, 0x7b])],
    ['far too much', Buffer.alloc(5_000_000, '{')],
  ])('that holds %s is set aside, and that is said; the defaults hold, and what is chosen then is kept', async (_name, content) => {
    writeFileSync(path(), content);
    const keeper = open();
    expect(keeper.report).toMatchObject({ values: DEFAULTS, notice: { kind: 'set-aside', as: `${path()}.broken` } });
    expect(readFileSync(`${path()}.broken`).equals(Buffer.from(content))).toBe(true);
    expect(existsSync(path())).toBe(false);
    expect(log).toEqual([`${path()} is no file of settings; it was renamed to ${path()}.broken.`]);
    keeper.change({ set: { theme: 'dark' }, reset: [] });
    await keeper.close();
    expect(open().report).toMatchObject({ values: { theme: 'dark' }, notice: null });
  });

  it('none that was set aside before is lost', () => {
    for (const content of ['first', 'second', 'third']) {
      writeFileSync(path(), content);
      open();
    }
    expect(readdirSync(folder).sort()).toEqual(['settings.json.broken', 'settings.json.broken.2', 'settings.json.broken.3']);
    expect(readFileSync(`${path()}.broken`, 'utf8')).toBe('first');
  });

  it('of one with values that do not fit a copy is made, once, and the rest counts', async () => {
    const before = '{"version":2,"theme":"dark","density":"24"}';
    writeFileSync(path(), before);
    const keeper = open();
    expect(keeper.report).toMatchObject({
      values: { theme: 'dark', density: 24 },
      notice: { kind: 'partly', settings: ['density'], as: `${path()}.broken` },
    });
    expect(readFileSync(`${path()}.broken`, 'utf8')).toBe(before);
    await keeper.close();
    expect(written()).toEqual({ version: 2, theme: 'dark' });
    expect(open().report.notice).toBeNull();
  });

  it('what stands in its place and is no file is not waited for', async () => {
    expect(spawnSync('mkfifo', [path()]).status).toBe(0);
    const keeper = open();
    expect(keeper.report.notice).toMatchObject({ kind: 'set-aside' });
    await save({ theme: 'dark' });
    expect(written()).toEqual({ version: 2, theme: 'dark' });
  });

  it('a disk that takes nothing stops nobody: what is chosen holds, the notice says why, and the next change that can be written takes all with it', async () => {
    await save({ units: 'decimal' });
    const keeper = open();
    mkdirSync(`${path()}.new`);
    keeper.change({ set: { theme: 'dark' }, reset: [] });
    await expect.poll(() => keeper.report.notice, within).toEqual({ kind: 'unwritable', code: 'EISDIR' });
    expect(keeper.values.theme).toBe('dark');
    expect(written()).toEqual({ version: 2, units: 'decimal' });
    rmSync(`${path()}.new`, { recursive: true });
    keeper.change({ set: { density: 28 }, reset: [] });
    await expect.poll(() => keeper.report.notice, within).toBeNull();
    expect(written()).toEqual({ version: 2, units: 'decimal', theme: 'dark', density: 28 });
  });

  it('a folder that cannot be made: the same', async () => {
    writeFileSync(join(folder, 'file'), '');
    const keeper = new SettingsKeeper({ file: new SettingsFile(join(folder, 'file', 'below')), isDesktop: false, log: (line) => log.push(line) });
    keeper.change({ set: { theme: 'dark' }, reset: [] });
    await keeper.close();
    expect(keeper.report).toMatchObject({ values: { theme: 'dark' }, notice: { kind: 'unwritable', code: 'ENOTDIR' } });
  });

  it.skipIf(process.geteuid?.() === 0)('that may not be read is left alone, and that is said (root may read all)', async () => {
    await save({ theme: 'dark' });
    chmodSync(path(), 0);
    const keeper = open();
    expect(keeper.report.notice).toEqual({ kind: 'unreadable', code: 'EACCES' });
    keeper.change({ set: { units: 'decimal' }, reset: [] });
    await keeper.close();
    chmodSync(path(), 0o600);
    expect(written()).toEqual({ version: 2, theme: 'dark' });
  });
});

describe('two hosts with one file', () => {
  it('each keeps what the other chose, and follows it', async () => {
    const [mine, other] = [open(), open()];
    const heard: string[] = [];
    other.onChange(({ values }) => heard.push(values.theme));
    mine.change({ set: { theme: 'dark' }, reset: [] });
    other.change({ set: { units: 'decimal' }, reset: [] });
    await expect.poll(() => [mine.values.units, other.values.theme], within).toEqual(['decimal', 'dark']);
    expect(written()).toEqual({ version: 2, theme: 'dark', units: 'decimal' });
    expect(heard).toContain('dark');
    other.change({ set: {}, reset: ['theme'] });
    await expect.poll(() => mine.values.theme, within).toBe('system');
    expect(log).toEqual([]);
  });

  it('follow an editor too, and are not disturbed by a file that it has written by half or taken away', async () => {
    await save({ theme: 'dark' });
    const keeper = open();
    writeFileSync(path(), '{"version":2,"units":"dec');
    await new Promise((settle) => setTimeout(settle, 300));
    expect(keeper.report).toMatchObject({ values: { theme: 'dark' }, notice: null });
    writeFileSync(path(), '{"version":2,"units":"decimal","telepathy":1}');
    await expect.poll(() => keeper.values, within).toMatchObject({ theme: 'system', units: 'decimal' });
    rmSync(path());
    await new Promise((settle) => setTimeout(settle, 300));
    keeper.change({ set: { density: 20 }, reset: [] });
    await keeper.close();
    expect(written()).toEqual({ version: 2, units: 'decimal', density: 20 });
  });

  it('that write at the same time lose nothing of each other', async () => {
    const choices: readonly (readonly [SomeSettings, SomeSettings])[] = [
      [{ theme: 'dark' }, { theme: 'light' }],
      [{ units: 'decimal' }, { units: 'binary' }],
      [{ interval: 2000 }, { interval: 3000 }],
      [{ tray: true }, { tray: false }],
    ];
    const hosts = choices.map(async (both) => {
      // Nothing is shared but the folder, as between two programs.
      const file = new SettingsFile(folder);
      for (let round = 0; round < 15; round++) {
        const set = both[round % 2]!;
        expect(await file.write({ set, reset: [] }, () => set as Partial<Settings>)).toMatchObject({ kind: 'written', setAside: null });
      }
    });
    await Promise.all(hosts);
    expect(written()).toEqual({ version: 2, theme: 'dark', units: 'decimal', interval: 2000, tray: true });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('a lock that a program left behind when it was killed is taken away; one that is held is waited for', async () => {
    const lock = `${path()}.lock`;
    writeFileSync(lock, '');
    utimesSync(lock, new Date(0), new Date(0));
    await save({ theme: 'dark' });
    expect(written()['theme']).toBe('dark');
    writeFileSync(lock, '');
    const keeper = open();
    keeper.change({ set: { theme: 'light' }, reset: [] });
    await new Promise((settle) => setTimeout(settle, 200));
    expect(written()['theme']).toBe('dark');
    rmSync(lock);
    await keeper.close();
    expect(written()['theme']).toBe('light');
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});

describe('the folder', () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
    ['linux', {}, '/home/u/.config/Procession'],
    ['linux', { XDG_CONFIG_HOME: '/etc/mine' }, '/etc/mine/Procession'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/u/.config/Procession'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/u/.config/Procession'],
    ['darwin', { XDG_CONFIG_HOME: '/etc/mine' }, '/home/u/Library/Application Support/Procession'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Procession'],
    ['win32', {}, '/home/u/AppData/Roaming/Procession'],
  ])('of %s with %j is %s', (system, environment, expected) => {
    expect(settingsFolder(system, environment, '/home/u')).toBe(expected);
  });
});
