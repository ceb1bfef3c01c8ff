import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackages } from '../../build/package.mjs';
import { readFuses, wantedFuses } from '../../build/package/fuses.mjs';
import { electronFolder, ROOT } from '../e2e/electron/electronShell.ts';
import { attachToPage, type AttachedPage } from './attachedPage.ts';
import { openThrowAwayRoot, type ThrowAwayRoot, whyNoRoot } from './throwAwayRoot.ts';

const why = whyNoRoot();
const OUTPUT = join(ROOT, 'dist/package');
const APP = '/opt/Procession';
const USER_HOME = '/home/visitor';

/** Builds, installs, starts as a new user would. Where the package's own dependencies are missing here, apt fetches them into the same root. */
describe.skipIf(why !== '')(`the installed deb ${why}`, () => {
  let root: ThrowAwayRoot;
  let built: string[];

  beforeAll(async () => {
    const electronDist = electronFolder();
    const electronVersion = readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '');
    const result = await buildPackages({ electronDist, electronVersion, targets: ['deb'], feed: null, isQuick: true });
    expect(result.failed).toEqual([]);
    ({ built } = result);
    root = await openThrowAwayRoot();
    copyFileSync(join(OUTPUT, built.find((name) => name.endsWith('.deb'))!), root.path('/var/tmp/procession.deb'));
    const installed = root.run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', '/var/tmp/procession.deb'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    expect([installed.status, installed.output]).toEqual([0, expect.any(String)]);
    root.run(['install', '-d', '-o', '65534', '-g', '65534', USER_HOME]);
  });
  afterAll(() => root?.end());

  it('has every fuse as it is wanted, by name', () => {
    const fuses = readFuses(readFileSync(root.path(`${APP}/procession`)));
    expect(fuses).toEqual(wantedFuses(Object.keys(fuses).length));
    expect(Object.keys(fuses).length).toBeGreaterThanOrEqual(8);
    expect(fuses).toMatchObject({ RunAsNode: '0', EnableNodeOptionsEnvironmentVariable: '0', EnableNodeCliInspectArguments: '0', OnlyLoadAppFromAsar: '1' });
  });

  it('puts its files where the system looks for them, and nothing of Electron’s stand-in or of our sources', () => {
    const { output } = root.run(['dpkg', '-L', 'procession']);
    for (const path of [
      '/usr/share/applications/procession.desktop',
      '/usr/share/icons/hicolor/256x256/apps/procession.png',
      '/usr/share/man/man1/procession.1.gz',
      '/usr/share/bash-completion/completions/procession',
      '/usr/share/zsh/vendor-completions/_procession',
      '/usr/share/fish/vendor_completions.d/procession.fish',
      '/usr/share/metainfo/local.procession.procession.metainfo.xml',
      `${APP}/resources/app.asar`,
    ])
      expect(output.split('\n')).toContain(path);
    expect(output).not.toMatch(/resources\/app\/|\.map$|\.tsx?$|default_app/m);
    expect(readFileSync(root.path('/usr/share/applications/procession.desktop'), 'utf8')).toMatch(/^Categories=System;Monitor;$/m);
    expect(lstatSync(root.path('/usr/bin/procession')).isSymbolicLink()).toBe(true);
    const owners = root.run(['find', APP, '!', '-user', 'root', '-o', '-perm', '-o+w', '!', '-type', 'l']);
    expect(owners.output).toBe('');
  });

  it.each([
    ['desktop-file-validate', ['/usr/share/applications/procession.desktop']],
    ['appstreamcli', ['validate', '--no-net', '/usr/share/metainfo/local.procession.procession.metainfo.xml']],
    ['man', ['--warnings', '-l', '/usr/share/man/man1/procession.1.gz']],
  ])('%s finds nothing wrong (where it is installed)', (program, args) => {
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) return;
    const { status, output } = root.run([program, ...args], { env: { MANROFFSEQ: '', MANWIDTH: '200', LC_ALL: 'C.UTF-8' } });
    expect([status, output]).toEqual([0, expect.not.stringMatching(/^[EW]: |warning|error/im)]);
  });

  it.each([false, true])('its commands run on Node, as root and as an ordinary user (%s)', (isUser) => {
    const tree = root.run(['procession', 'tree', '1'], { isUser });
    expect(tree.status).toBe(0);
    expect(tree.output.split('\n').length).toBeGreaterThan(3);
    const { status, output } = root.run(['procession', 'ps', '--json', String(process.pid)], { isUser });
    expect(status).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ processes: [{ pid: process.pid }] });
    expect(root.run(['procession', 'frobnicate'], { isUser, env: { DISPLAY: '' } }).status).not.toBe(0);
  });

  it('serves its view to its own user alone', async () => {
    const host = root.start(['procession', 'serve', '--no-open'], { isUser: true });
    const [line] = (await once(host.stdout!, 'data')) as [Buffer];
    const url = /(http:\S+)/.exec(line.toString())![1]!;
    // The gate lets nobody in but the user who runs it.
    const fetchPage = `fetch(${JSON.stringify(new URL('/', url).href)}).then(async (page) => console.log(page.status, await page.text()), () => console.log('cut'))`;
    const asked = [true, false].map((isUser) => root.run([process.execPath, '-e', fetchPage], { isUser }).output);
    host.kill('SIGTERM');
    await once(host, 'exit');
    expect(asked).toEqual([expect.stringMatching(/^200 [^]*<title>Procession/), expect.not.stringContaining('<title>')]);
  });

  it('cannot be made to run as Node, nor to be inspected', () => {
    const asNode = root.run(['timeout', '-k', '1', '5', `${APP}/procession`, '-e', 'console.log(6*7+4200)'], {
      isUser: true,
      env: { ELECTRON_RUN_AS_NODE: '1', DISPLAY: '', HOME: USER_HOME },
    });
    expect(asNode.output).not.toContain('4242');
    const inspected = root.run(['timeout', '-k', '1', '5', `${APP}/procession`, '--inspect=127.0.0.1:0'], {
      isUser: true,
      env: { DISPLAY: '', HOME: USER_HOME },
    });
    expect(inspected.output).not.toContain('Debugger listening');
  });

  describe('started by an ordinary user', () => {
    let app: ChildProcess;
    let page: AttachedPage;
    let said = '';

    beforeAll(async () => {
      const env = { HOME: USER_HOME, DISPLAY: process.env['DISPLAY'] ?? '', LANGUAGE: 'en' };
      const { XAUTHORITY } = process.env;
      if (XAUTHORITY !== undefined && existsSync(XAUTHORITY)) {
        copyFileSync(XAUTHORITY, root.path(`${USER_HOME}/.Xauthority`));
        root.run(['chown', '65534', `${USER_HOME}/.Xauthority`]);
      }
      app = root.start(['procession', '--lang=en-US', '--remote-debugging-port=0'], { isUser: true, env });
      const address = await new Promise<string>((resolve, reject) => {
        app.stderr!.on('data', (bytes: Buffer) => {
          said += bytes.toString();
          const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
          if (found !== undefined) resolve(found);
        });
        app.once('exit', (status) => reject(new Error(`it ended with ${status}: ${said}`)));
        setTimeout(() => reject(new Error(`no debugging port: ${said}`)), 90_000).unref();
      });
      page = await attachToPage(new URL(address).port);
    });
    afterAll(async () => {
      page?.close();
      if (app.exitCode === null && app.signalCode === null) {
        app.kill('SIGTERM');
        await once(app, 'exit');
      }
    });

    it('shows the tree, in the sandbox, out of its archive', async () => {
      const SOON = { timeout: 30_000, interval: 200 };
      await expect.poll(() => page.evaluate("document.querySelectorAll('[role=row][data-key]').length"), SOON).toBeGreaterThan(3);
      // As typed: React listens to the event, and sees a value that was set behind its back.
      await page.evaluate(`{
        const box = document.querySelector('input');
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, 'pid:${process.pid}');
        box.dispatchEvent(new Event('input', { bubbles: true }));
      }`);
      const cell = (field: string): Promise<unknown> =>
        page.evaluate(`document.querySelector('[role=row][data-key^="${process.pid}:"] [data-field="${field}"]')?.innerText ?? ''`);
      await expect.poll(() => cell('pid'), SOON).toBe(String(process.pid));
      // The reader's child and koffi work from within the package too.
      await expect.poll(() => cell('args'), SOON).toContain('node');
      expect(await page.evaluate("document.querySelector('footer').innerText")).not.toMatch(/best effort/i);
      expect(await page.evaluate('location.href')).toBe('app://procession/');
      const renderers = readdirSync('/proc').filter((pid) => {
        try {
          // What the zygote forked has its arguments in one.
          return /^\d+$/.test(pid) && /^\/opt\/Procession\/procession.--type=renderer/s.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
        } catch {
          return false;
        }
      });
      expect(renderers.length).toBeGreaterThan(0);
      for (const pid of renderers) expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
      expect(existsSync(root.path(`${USER_HOME}/.config/Procession`))).toBe(true);
    });
  });

  it('is removed with all that it has put there', () => {
    expect(root.run(['dpkg', '-P', 'procession']).status).toBe(0);
    for (const path of [APP, '/usr/bin/procession', '/usr/share/applications/procession.desktop', '/usr/share/man/man1/procession.1.gz'])
      expect(existsSync(root.path(path))).toBe(false);
  });
});
