import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFullLoad } from '../../load/probedHost.ts';
import { ProcessTable } from '../processTable.ts';
import { APP_ORIGIN, type ElectronShell, ROOT } from './electronShell.ts';
import { canRunOffline, countOneTry, type OfflineRun, startOffline } from './offlineRun.ts';
import { readDescendants, readSocketPeers } from './socketPeers.ts';
import { openAsUser } from './userShell.ts';

/** s in which an untouched app must have looked for nobody: figure 7 of the hard cases in `npm run test:load`. */
const QUIET_FOR = isFullLoad ? 300 : 10;

/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security), point by point, on the built app, run by an ordinary user.
 * tests/security/README.md says what else holds each point; 15 is a rule of the layer check, 19 is tested on the package.
 */
describe('Electron’s security checklist', () => {
  let shell: ElectronShell;
  /** Beside the others, for it takes its time. */
  let offline: OfflineRun | null = null;

  beforeAll(async () => {
    if (canRunOffline()) offline = startOffline();
    shell = await openAsUser();
    await new ProcessTable(shell.page).ready();
  });
  afterAll(async () => {
    await offline?.end();
    await shell.close();
  });

  const preferences = (): Promise<Record<string, unknown>> =>
    shell.app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      return (webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
    });
  const run = (script: string): Promise<unknown> =>
    shell.app.evaluate(({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(code) as Promise<unknown>, script);

  it('1 loads its own content alone, and that over a secure scheme', async () => {
    // Of a document's first load Chromium tells none.
    await shell.page.reload();
    await new ProcessTable(shell.page).ready();
    const urls = await shell.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(urls.length).toBeGreaterThan(0);
    expect(urls.filter((url) => !url.startsWith(`${APP_ORIGIN}/`))).toEqual([]);
    expect(await shell.page.evaluate(() => window.isSecureContext)).toBe(true);
  });

  it('2 gives the page no Node', async () => {
    expect(await preferences()).toMatchObject({ nodeIntegration: false });
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'setImmediate'];
    expect(await shell.page.evaluate((asked) => asked.filter((name) => Reflect.has(window, name)), names)).toEqual([]);
  });

  it('3 isolates the preload’s context', async () => {
    expect(await preferences()).toMatchObject({ contextIsolation: true });
  });

  it('4 runs every process of the view in Chromium’s sandbox', async () => {
    expect(await preferences()).toMatchObject({ sandbox: true });
    const renderers = readDescendants(shell.app.process().pid!).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer'));
    expect(renderers.length).toBeGreaterThan(0);
    for (const pid of renderers) {
      expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox');
      expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
    }
  });

  it('5 permits nothing that a page may ask for', async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'persistent-storage'];
    const states = await shell.page.evaluate(
      (asked) =>
        Promise.all(
          asked.map((name) =>
            navigator.permissions.query({ name: name as PermissionName }).then(
              ({ state }) => state,
              () => 'unknown',
            ),
          ),
        ),
      names,
    );
    expect(states.filter((state) => state === 'granted' || state === 'prompt')).toEqual([]);
    const media = await run("navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', ({ name }) => name)");
    expect(media).not.toBe('given');
  });

  it('6 8 9 10 switches none of Chromium’s safety off and nothing experimental on', async () => {
    expect(await preferences()).toMatchObject({ webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false });
    expect((await preferences())['enableBlinkFeatures'] ?? '').toBe('');
  });

  it('7 has a content security policy without exceptions, and trusted types', async () => {
    const policy = await shell.page.evaluate(() => fetch('/').then(({ headers }) => headers.get('content-security-policy')));
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
    const refused = await run(`(() => {
      const outcomes = [];
      try { eval('1'); outcomes.push('eval'); } catch {}
      try { document.createElement('div').innerHTML = '<b>'; outcomes.push('innerHTML'); } catch {}
      const script = document.createElement('script');
      try { script.text = 'window.injected = 1'; document.head.append(script); } catch {}
      if (window.injected) outcomes.push('script');
      return outcomes;
    })()`);
    expect(refused).toEqual([]);
  });

  it('11 12 has no webview', async () => {
    expect(await preferences()).toMatchObject({ webviewTag: false });
    await run("document.body.append(Object.assign(document.createElement('webview'), { src: 'https://example.com/' })); null");
    expect(await shell.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
    await run("document.querySelector('webview').remove()");
  });

  it('13 follows no redirect', async () => {
    const isRefused = await shell.app.evaluate(({ BrowserWindow }) => {
      let refused = false;
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      const emit = webContents.emit.bind(webContents) as (name: string, event: object) => boolean;
      return emit('will-redirect', { preventDefault: () => (refused = true), url: 'https://example.com/', isMainFrame: true }) && refused;
    });
    expect(isRefused).toBe(true);
  });

  it('13 14 goes nowhere and opens no window', async () => {
    for (const script of [
      "location.href = 'https://example.com/'",
      "location.href = 'app://other/'",
      "window.open('app://procession/')",
      "window.open('about:blank')",
    ]) {
      await run(`{ ${script} } null`);
    }
    // What was refused never begins; what was not would have begun by the time the view has drawn again.
    await run('new Promise((settle) => requestAnimationFrame(() => setTimeout(settle, 300)))');
    expect(await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()))).toEqual([
      `${APP_ORIGIN}/`,
    ]);
  });

  it('16 is built for the Electron that package.json pins', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('17 hears only the main frame of its own window at its own origin', async () => {
    const heard = await shell.app.evaluate(async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
      await stranger.loadURL('app://procession/index.html');
      const answer: unknown = await stranger.webContents.executeJavaScript(`new Promise((resolve) => {
        processionPort.onFrame((frame) => resolve(frame.kind));
        processionPort.post({ v: 1, kind: 'request', id: 1, name: 'subscribe', params: {} });
        setTimeout(() => resolve('nothing'), 1500);
      })`);
      stranger.destroy();
      return answer;
    }, shell.preload);
    expect(heard).toBe('nothing');
  });

  it('18 reads no file: URL', async () => {
    expect(await run("fetch('file:///etc/passwd').then(() => 'read', () => 'refused')")).toBe('refused');
  });

  it('20 exposes one frozen port and none of Electron’s own', async () => {
    const port = await shell.page.evaluate(() => {
      const bridge = Reflect.get(window, 'processionPort') as object;
      return { keys: Object.keys(bridge), isFrozen: Object.isFrozen(bridge), electron: Reflect.has(window, 'electron') };
    });
    expect(port).toEqual({ keys: ['post', 'onFrame', 'onClose'], isFrozen: true, electron: false });
  });

  it('has no address handed to the system, and so no place where one could be forged', () => {
    const folder = join(ROOT, 'dist/node');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    expect(files.some((name) => name.includes('desktopApp'))).toBe(true);
    const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')).filter((line) => /openExternal|openPath/.test(line));
    // electron-updater on Windows: the installer that it has loaded, whose checksum held.
    expect(lines.filter((line) => !line.includes('shell.openPath(installerPath)'))).toEqual([]);
  });

  it('holds no connection off the loopback, while Playwright’s own is seen', () => {
    const pids = [shell.app.process().pid!, ...readDescendants(shell.app.process().pid!)];
    expect(pids.length).toBeGreaterThan(2);
    const peers = readSocketPeers(pids);
    expect(peers.length).toBeGreaterThan(0);
    expect(peers.filter((peer) => !peer.startsWith('127.'))).toEqual([]);
  });

  it.skipIf(!canRunOffline())(
    `looks for no other machine in ${QUIET_FOR} s (a network namespace needs root)`,
    { timeout: (QUIET_FOR + 60) * 1000 },
    async () => {
      expect(countOneTry()).toBeGreaterThan(0);
      await expect.poll(() => offline!.seconds.length, { timeout: (QUIET_FOR + 50) * 1000, interval: 500 }).toBeGreaterThanOrEqual(QUIET_FOR);
      expect(offline!.seconds.at(-1)!.rows).toBeGreaterThan(3);
      expect(offline!.seconds.filter(({ ways }) => ways > 0)).toEqual([]);
    },
  );
});
