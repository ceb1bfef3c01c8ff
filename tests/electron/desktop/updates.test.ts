import { describe, expect, it, vi } from 'vitest';
import { describeUpdate, describeUpdateEnd, parseUpdateFeed, type Updater, Updates, type UpdateState } from '../../../electron/desktop/updates.ts';
import { feedText } from '../../../build/package/config.mjs';
import { isFeed } from '../../../build/package.mjs';

/** electron-updater, as it answers. */
function makeUpdater(newest: string | null) {
  let tell: (info: { percent: number }) => void = () => {};
  const updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    updateConfigPath: '',
    logger: console,
    on: (_: string, listener: typeof tell) => void (tell = listener),
    checkForUpdates: vi.fn(async () => (newest === null ? null : { isUpdateAvailable: newest !== '1.0.0', updateInfo: { version: newest } })),
    downloadUpdate: vi.fn(async () => {
      tell({ percent: 41.7 });
      return [];
    }),
    quitAndInstall: vi.fn(),
  };
  return { updater: updater as unknown as Updater, spies: updater };
}

function open(updater: Updater) {
  const states: UpdateState[] = [];
  const load = vi.fn(async () => updater);
  return { states, load, updates: new Updates({ path: '/feed.yml', host: 'updates.example' }, load, (state) => states.push(state)) };
}

describe('updates', () => {
  it('loads nothing before the first click, then looks, loads and installs, a click each', async () => {
    const { updater, spies } = makeUpdater('2.0.0');
    const { states, load, updates } = open(updater);
    expect(load).not.toHaveBeenCalled();
    await updates.step();
    expect(updater).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: false, updateConfigPath: '/feed.yml', logger: null });
    expect(spies.downloadUpdate).not.toHaveBeenCalled();
    await updates.step();
    expect(spies.quitAndInstall).not.toHaveBeenCalled();
    await updates.step();
    expect(spies.quitAndInstall).toHaveBeenCalledTimes(1);
    expect(load).toHaveBeenCalledTimes(1);
    expect(states).toEqual([
      { kind: 'checking' },
      { kind: 'available', version: '2.0.0' },
      { kind: 'loading', percent: 0 },
      { kind: 'loading', percent: 41 },
      { kind: 'ready', version: '2.0.0' },
    ]);
  });

  it('says that there is nothing newer, and looks again when asked again', async () => {
    const { updater, spies } = makeUpdater('1.0.0');
    const { updates } = open(updater);
    await updates.step();
    expect(describeUpdateEnd(updates.state)?.en).toBe('This is the newest version.');
    await updates.step();
    expect(spies.checkForUpdates).toHaveBeenCalledTimes(2);
  });

  it('a package that cannot update itself, and a feed that fails, say so; a second click meanwhile does nothing', async () => {
    const none = open(makeUpdater(null).updater);
    await none.updates.step();
    expect(describeUpdateEnd(none.updates.state)?.en).toBe('The update failed: this kind of package does not update itself');
    const { updater, spies } = makeUpdater('2.0.0');
    spies.downloadUpdate.mockRejectedValueOnce(new Error('sha512 checksum mismatch\n    at …'));
    const { updates } = open(updater);
    await Promise.all([updates.step(), updates.step()]);
    expect(spies.checkForUpdates).toHaveBeenCalledTimes(1);
    await updates.step();
    expect(updates.state).toEqual({ kind: 'failed', message: 'sha512 checksum mismatch' });
    expect(describeUpdate(updates.state)).toMatchObject({ label: { en: 'Check for Updates…' }, isEnabled: true });
  });

  it.each([
    ['{"provider":"generic","url":"https://updates.example/procession"}', true, 'updates.example'],
    ['{"url":"http://updates.example/"}', true, null],
    ['{"url":"http://updates.example/"}', false, null],
    ['{"url":"http://127.0.0.1:8000/"}', true, null],
    ['{"url":"http://127.0.0.1:8000/"}', false, '127.0.0.1'],
    ['{"url":"https://a.example, EXCLUDE *"}', true, null],
    ['{"url":7}', true, null],
  ])('the feed %s, packaged: %s, is of %s', (text, isPackaged, host) => {
    expect(parseUpdateFeed('/feed.yml', text, isPackaged)?.host ?? null).toBe(host);
  });
});

it('the feed that a package is built with is the one that the app reads', () => {
  expect(parseUpdateFeed('/feed.json', feedText('https://updates.example/p/'), true)).toEqual({ path: '/feed.json', host: 'updates.example' });
});

it.each([
  ['https://updates.example/procession/', true],
  ['http://updates.example/', false],
  ['file:///etc', false],
  ['updates.example', false],
  ['', false],
])('a feed of updates %j: %s', (text, isRight) => expect(isFeed(text)).toBe(isRight));
