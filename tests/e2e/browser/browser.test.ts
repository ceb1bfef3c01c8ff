import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { enterBrowserHost, tokenOf } from '../../fixtures/browserSocket.ts';
import { startHardproc } from '../../fixtures/hardproc.ts';
import { ProcessTable } from '../processTable.ts';
import { e2eSuite } from '../suite.ts';
import { launchChromium, openInBrowser, serve } from './browserShell.ts';

e2eSuite('a browser', () => openInBrowser());

/** Enough of an answer to find a process in it. */
interface Answer {
  readonly kind: string;
  readonly value?: { readonly rows: { readonly columns: Readonly<Record<string, readonly number[]>> } };
}

describe('F6 the browser host', () => {
  it('puts its token on no command line, and ends within 2 s', async () => {
    const host = await serve();
    const token = tokenOf(host.url);
    const lines = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        } catch {
          return '';
        }
      });
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => line.includes(token))).toEqual([]);
    const started = performance.now();
    expect(await host.stop()).toBe(0);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(host.output().match(/Procession is at /g)).toHaveLength(1);
  });

  it('a page of another origin can neither read it nor connect to it', async () => {
    const [host, foreign] = [await serve(), await serve()];
    const browser = await launchChromium();
    const page = await browser.newPage({ bypassCSP: true });
    await page.goto(new URL('/', foreign.url).href);
    const { origin, host: authority } = new URL(host.url);
    const read = await page.evaluate(
      (url) =>
        fetch(url).then(
          (answer) => answer.text(),
          () => 'refused',
        ),
      `${origin}/`,
    );
    expect(read).toBe('refused');
    const code = await page.evaluate(
      (url) =>
        new Promise<number>((resolve) => {
          new WebSocket(url).addEventListener('close', (event) => resolve(event.code));
        }),
      `ws://${authority}/ws`,
    );
    expect(code).toBe(1006);
    await browser.close();
    await Promise.all([host.stop(), foreign.stop()]);
  });

  it('refuses every action when it was started --read-only, whoever asks and however', async () => {
    const host = await serve('--read-only');
    const hard = await startHardproc('sleep');
    const page = await enterBrowserHost(host.url);
    page.say({ v: 1, kind: 'request', id: 1, name: 'subscribe', params: {} });
    const answer = async (id: number): Promise<Answer> => {
      await expect.poll(() => page.heard.some((heard) => heard.id === id), { timeout: 10_000 }).toBe(true);
      return page.heard.find((heard) => heard.id === id) as unknown as Answer;
    };
    const { value } = await answer(1);
    const { pid, startTime } = value!.rows.columns;
    const target = { pid: hard.pid, startTime: startTime![pid!.indexOf(hard.pid)]!, inode: null };
    const change = { kind: 'nice', nice: 5 };
    const requestId = 'a-read-only-request';
    const requests: [string, object][] = [
      ['signal', { requestId, target, signal: 'SIGKILL' }],
      ['signalMany', { requestId, targets: [target], signal: 'SIGKILL', scope: 'process' }],
      ['signalTree', { requestId, target, members: [target], signal: 'SIGKILL' }],
      ['change', { requestId, targets: [target], change, scope: 'process' }],
    ];
    for (const [index, [name, params]] of requests.entries()) {
      page.say({ v: 1, kind: 'request', id: 10 + index, name, params });
      expect([name, await answer(10 + index)]).toMatchObject([name, { kind: 'error', error: { code: 'unavailable' } }]);
    }
    expect(value).toMatchObject({ capabilities: { signals: [], changes: [] } });
    // How the view looks is nothing that is done to a process.
    page.say({ v: 1, kind: 'request', id: 20, name: 'saveSettings', params: { set: { theme: 'dark' }, reset: [] } });
    expect(await answer(20)).toMatchObject({ kind: 'result', value: { values: { theme: 'dark' }, notice: null } });
    expect(readFileSync(`/proc/${hard.pid}/stat`, 'latin1')).toMatch(/\) S /);
    page.socket.close();
    await hard.end();
    await host.stop();
  });

  it('a page without the token says so and shows no process', async () => {
    const host = await serve();
    const browser = await launchChromium();
    const page = await browser.newPage({ locale: 'en-US' });
    await page.goto(new URL('/', host.url).href);
    await expect.poll(() => page.locator('body').innerText()).toContain('no key');
    expect(await new ProcessTable(page).rows.count()).toBe(0);
    await browser.close();
    await host.stop();
  });
});
