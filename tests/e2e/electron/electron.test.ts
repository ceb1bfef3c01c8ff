import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignMessages } from '../../fixtures/foreignMessages.ts';
import { ProcessTable } from '../processTable.ts';
import { e2eSuite } from '../suite.ts';
import { APP_ORIGIN, type ElectronShell, openInElectron } from './electronShell.ts';
import { readDescendants } from './socketPeers.ts';

e2eSuite('Electron', () => openInElectron());

interface Bridge {
  post(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): void;
}

describe('the desktop shell', () => {
  let shell: ElectronShell;
  let table: ProcessTable;

  beforeAll(async () => {
    shell = await openInElectron();
    table = new ProcessTable(shell.page);
    await table.ready();
  });
  afterAll(() => shell.close());

  it('opens one window, sandboxed and isolated', async () => {
    const facts = await shell.app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      const { webContents } = windows[0]!;
      const preferences = (webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
      return { count: windows.length, title: windows[0]!.getTitle(), preferences };
    });
    expect(facts).toMatchObject({
      count: 1,
      title: 'Procession',
      preferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, allowRunningInsecureContent: false },
    });
    const seen = await shell.page.evaluate(() => ({ require: typeof Reflect.get(window, 'require'), process: typeof Reflect.get(window, 'process') }));
    expect(seen).toEqual({ require: 'undefined', process: 'undefined' });
  });

  it.skipIf(process.geteuid?.() === 0)('runs the view inside Chromium’s sandbox (which does not run as root)', () => {
    const renderers = readDescendants(shell.app.process().pid ?? 0).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer'));
    expect(renderers.length).toBeGreaterThan(0);
    for (const pid of renderers) expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
  });

  it('gives the page one frozen port and nothing else', async () => {
    const port = await shell.page.evaluate(() => {
      const bridge = Reflect.get(window, 'processionPort') as object;
      return { keys: Object.keys(bridge), isFrozen: Object.isFrozen(bridge) };
    });
    expect(port).toEqual({ keys: ['post', 'onFrame', 'onClose'], isFrozen: true });
  });

  it('refuses every request that would leave the app, also one the page’s own policy would let through', async () => {
    const answers = await shell.app.evaluate(({ session }) =>
      Promise.all(
        ['http://127.0.0.1:9/', 'https://example.com/'].map((url) =>
          session.defaultSession.fetch(url).then(
            () => 'answered',
            (error: unknown) => String(error),
          ),
        ),
      ),
    );
    for (const answer of answers) expect(answer).toContain('ERR_BLOCKED_BY_CLIENT');
  });

  it('serves its files alone, by their exact names', async () => {
    const statuses = await shell.page.evaluate(async () => {
      const ask = (path: string): Promise<number> =>
        fetch(path).then(
          ({ status }) => status,
          () => -1,
        );
      return [
        await ask('/'),
        await ask('/index.html'),
        await ask('/nothing'),
        await ask('/%2e%2e/%2e%2e/package.json'),
        await ask('/?x'),
        await fetch('/', { method: 'POST' }).then(({ status }) => status),
      ];
    });
    expect(statuses).toEqual([200, 200, 404, 404, 404, 404]);
  });

  it('F1 answers 10,000 foreign messages over the real IPC with error values, and its memory stays', async () => {
    const held = (): Promise<number> =>
      shell.app.evaluate(() => {
        const { v8, vm } = { v8: process.getBuiltinModule('node:v8'), vm: process.getBuiltinModule('node:vm') };
        v8.setFlagsFromString('--expose-gc');
        (vm.runInNewContext('gc') as () => void)();
        const { heapUsed, external } = process.memoryUsage();
        return heapUsed + external;
      });
    const sayAll = (): Promise<{ sent: number; errors: number }> =>
      shell.page.evaluate(async (texts) => {
        const bridge = Reflect.get(window, 'processionPort') as Bridge;
        let [sent, errors] = [0, 0];
        // The view goes on with requests of its own, and gets its results: they are no answers to these.
        const isOver = new Promise<void>((resolve) =>
          bridge.onFrame((frame) => {
            const { kind, id } = frame as { kind: string; id?: number | null };
            if (kind === 'error') errors++;
            else if (kind === 'result' && id === 4242) resolve();
          }),
        );
        const parse = (text: string): unknown => {
          try {
            return JSON.parse(text);
          } catch {
            return text;
          }
        };
        for (const text of texts) {
          try {
            bridge.post(parse(text));
            sent++;
          } catch {
            // Too deep for the bridge: it never left the page.
          }
        }
        bridge.post({ v: 1, kind: 'request', id: 4242, name: 'setVisible', params: { isVisible: true } });
        await isOver;
        return { sent, errors };
      }, foreignMessages(5000));
    const first = await sayAll();
    const before = await held();
    const second = await sayAll();
    expect((await held()) - before).toBeLessThan(2_000_000);
    for (const { sent, errors } of [first, second]) {
      expect(sent).toBeGreaterThan(4_500);
      expect(errors).toBe(sent);
    }
    await shell.page.reload();
    await table.ready();
  });

  it('F4 is back within a second of the view’s crash', async () => {
    const crashed = performance.now();
    await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer());
    const rows = await shell.app.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      for (let waited = 0; waited < 5000; waited += 50) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (webContents.isCrashed() || webContents.isLoading()) continue;
        const count = (await webContents.executeJavaScript("document.querySelectorAll('[role=row][data-key]').length")) as number;
        if (count > 3) return count;
      }
      return 0;
    });
    expect(rows).toBeGreaterThan(3);
    expect(performance.now() - crashed).toBeLessThan(2000);
  });

  it('quits within 2 s and leaves no process behind', async () => {
    const other = await openInElectron();
    await new ProcessTable(other.page).ready();
    const { pid } = other.app.process();
    const family = readDescendants(pid ?? 0);
    expect(family.length).toBeGreaterThan(2);
    const started = performance.now();
    await other.close();
    expect(performance.now() - started).toBeLessThan(2000);
    await expect.poll(() => family.filter((one) => isAlive(one))).toEqual([]);
  });

  it('runs on the portable provider when asked to', async () => {
    const other = await openInElectron('--provider', 'portable');
    await new ProcessTable(other.page).ready();
    expect(await other.page.getByRole('contentinfo').innerText()).toMatch(/portable|ps-list/i);
    await other.close();
  });
});

describe('the desktop shell denies', () => {
  let shell: ElectronShell;

  beforeAll(async () => {
    shell = await openInElectron();
    await new ProcessTable(shell.page).ready();
  });
  afterAll(() => shell.close());

  // Playwright's locators wait for the end of a navigation that never began: the page is asked without them.
  it.each([
    ['a navigation', "location.href = 'https://example.com/'"],
    ['a navigation to a file', "location.href = 'file:///etc/passwd'"],
    ['a navigation to a script', "location.href = 'javascript:document.title=1'"],
    ['another host of our scheme', "location.href = 'app://other/'"],
    ['a new window', "window.open('https://example.com/')"],
    ['a new window of our own', "window.open('app://procession/')"],
    ['a form', "document.body.appendChild(Object.assign(document.createElement('form'), { action: 'https://example.com/' })).submit()"],
    ['a frame', "document.body.appendChild(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }))"],
    ['a fetch', "fetch('https://example.com/').catch(() => {})"],
    ['a permission', 'Notification.requestPermission()'],
  ])('%s', async (_name, script) => {
    await shell.app.evaluate(({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(`{ ${code} } null`), script);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const state = await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()));
    expect(state).toEqual([`${APP_ORIGIN}/`]);
    expect(await shell.page.evaluate(() => Notification.permission)).toBe('denied');
    expect(await shell.page.evaluate(() => document.querySelectorAll('[role=row][data-key]').length)).toBeGreaterThan(3);
  });
});

function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
