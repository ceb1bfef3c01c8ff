import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { enterBrowserHost } from '../fixtures/browserSocket.ts';
import { foreignMessages } from '../fixtures/foreignMessages.ts';
import { isFullLoad, openView, startProbedHost, whyNoHost } from './probedHost.ts';

const why = whyNoHost();
const SECONDS = isFullLoad ? 60 : 3;
const CONNECTS_PER_SECOND = 50;
/** Samples that a view must get of those that are due while strangers knock; machines that test other things meanwhile are given more. */
const LEAST_SHARE = isFullLoad ? 0.9 : 0.5;
const MESSAGES = 10_000;
/** Bytes that the host may hold more after all of it, which is less than a byte for each that came. */
const MOST_GROWTH = 2_000_000;

const knock = (port: number, bytes: string): Socket => {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  socket.on('error', () => {});
  return socket.resume();
};

test.skipIf(why !== '')(
  `F6 ${CONNECTS_PER_SECOND} connects a second for ${SECONDS} s that say half of something: another view's samples stay on time ${why}`,
  async () => {
    const host = await startProbedHost();
    try {
      const port = Number(new URL(host.url).port);
      const view = await openView(host.url);
      // One that says nothing is cut after 10 s.
      const said = [
        ...(isFullLoad ? [''] : []),
        'GET / HT',
        'GET / HTTP/1.1\r\nHost: ',
        `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
        '\0'.repeat(5000),
        'POST / HTTP/1.1\r\n\r\n',
      ];
      const sockets: Socket[] = [];
      const knockFor = async (seconds: number): Promise<void> => {
        for (let i = 0; i < seconds * CONNECTS_PER_SECOND; i++) {
          sockets.push(knock(port, said[i % said.length]!));
          await pause(1000 / CONNECTS_PER_SECOND);
        }
      };
      // What the first of them cost is kept for all others: compiled code, the parsers of the pool.
      await knockFor(2);
      const before = await host.ask('measure');
      const [samples, due] = [view.samples(), view.due()];
      await knockFor(SECONDS);
      expect(view.samples() - samples).toBeGreaterThanOrEqual(Math.floor((view.due() - due) * LEAST_SHARE));
      await vi.waitFor(() => expect(sockets.filter(({ destroyed }) => !destroyed)).toEqual([]), { timeout: 20_000, interval: 100 });
      const after = await host.ask('measure');
      expect(after.host - before.host).toBeLessThan(MOST_GROWTH);
      if (isFullLoad)
        console.log(
          `${view.samples() - samples} samples of ${(view.due() - due).toFixed(1)} due in ${SECONDS} s; event-loop delay p99 ${after.delayP99.toFixed(1)} ms`,
        );
      expect(host.errors().split('\n').length).toBeLessThan(20);
      view.close();
    } finally {
      await host.stop();
    }
  },
  (SECONDS + 60) * 1000,
);

test.skipIf(why !== '')(
  `F1 ${MESSAGES} mutated messages to the real host: all refused, and its memory stays ${why}`,
  async () => {
    const host = await startProbedHost();
    try {
      const browser = await enterBrowserHost(host.url);
      const messages = foreignMessages(MESSAGES);
      const sayAll = async (): Promise<void> => {
        browser.heard.length = 0;
        for (const message of messages) browser.say(message);
        await vi.waitFor(() => expect(browser.heard.filter(({ kind }) => kind === 'error').length).toBe(messages.length), { timeout: 60_000, interval: 50 });
      };
      await sayAll();
      const before = await host.ask('measure');
      await sayAll();
      const after = await host.ask('measure');
      expect(after.host - before.host).toBeLessThan(MOST_GROWTH);
      expect(browser.heard.filter(({ kind }) => kind === 'result')).toEqual([]);
      expect(host.errors()).toBe('');
      browser.socket.close();
    } finally {
      await host.stop();
    }
  },
  150_000,
);

test.skipIf(why !== '')(
  `F6 a body of 100 MB and headers a byte at a time are cut off, and cost no memory ${why}`,
  async () => {
    const host = await startProbedHost();
    try {
      const port = Number(new URL(host.url).port);
      // The sampler's thread answers once it has taken a sample.
      const view = await openView(host.url);
      const before = await host.ask('measure');
      const chunk = Buffer.alloc(1024 * 1024, 'x');
      const flood = knock(port, `POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 104857600\r\n\r\n`);
      let sent = 0;
      while (sent < 100 && !flood.destroyed) {
        sent++;
        // Neither `drain` nor `close` comes where it was closed before.
        if (!flood.write(chunk)) await pause(50);
      }
      await vi.waitFor(() => expect(flood.destroyed).toBe(true), { timeout: 20_000 });
      expect(sent).toBeLessThan(100);

      const slow = knock(port, 'GET / HTTP/1.1\r\nHost: ');
      const drip = setInterval(() => slow.writable && slow.write('a'), 100);
      await vi.waitFor(() => expect(slow.destroyed).toBe(true), { timeout: 20_000 });
      clearInterval(drip);

      const after = await host.ask('measure');
      expect(after.host - before.host).toBeLessThan(MOST_GROWTH);
      expect(host.errors()).toBe('');
      view.close();
    } finally {
      await host.stop();
    }
  },
  60_000,
);
