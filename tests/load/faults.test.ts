import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { countDescriptors, readChildren, readOwnReaders } from '../fixtures/ownProcesses.ts';
import { type HostView, isFullLoad, openView, startProbedHost, whyNoHost } from './probedHost.ts';

const why = whyNoHost();
const KILLS = isFullLoad ? 30 : 5;
const BACK_WITHIN_MS = 1_000;
/** The sampler stops for good at five deaths a minute (F3). */
const THREAD_DEATHS = 4;
const SAMPLE_MS = 1_000;
/** A reader under way or not makes so many; fewer than one a fault in any case. */
const MOST_SPARE_DESCRIPTORS = 4;

/** Starts a process and settles when the view shows its command line. */
async function seeNewCommandLine(view: HostView, within: number): Promise<void> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    await vi.waitFor(() => expect([...view.table.rows.values()].find(({ id }) => id.pid === child.pid)?.values.args?.[0]).toBe('sleep'), {
      timeout: within,
      interval: 10,
    });
  } finally {
    child.kill('SIGKILL');
  }
}

test.skipIf(why !== '')(
  `SIGKILL of the reader ${KILLS} times, at random: back within ${BACK_WITHIN_MS} ms, no zombie, no descriptor lost ${why}`,
  async () => {
    const host = await startProbedHost();
    try {
      const view = await openView(host.url);
      await seeNewCommandLine(view, 3_000);
      const descriptors = countDescriptors(host.pid);
      let killed = 0;
      for (let i = 1; i <= KILLS; i++) {
        await pause(Math.random() * 500);
        for (const pid of readOwnReaders(host.pid)) {
          process.kill(pid, 'SIGKILL');
          killed++;
        }
        // A new process is seen at the next sample, and read by a new reader.
        await seeNewCommandLine(view, SAMPLE_MS + BACK_WITHIN_MS);
      }
      expect(killed).toBeGreaterThan(0);
      await vi.waitFor(() => expect(readChildren(host.pid).filter(({ state }) => state === 'Z')).toEqual([]), { timeout: 1_000 });
      expect(readOwnReaders(host.pid).length).toBeLessThanOrEqual(1);
      await pause(1_500);
      expect(Math.abs(countDescriptors(host.pid) - descriptors)).toBeLessThanOrEqual(MOST_SPARE_DESCRIPTORS);
      expect(host.errors()).toBe('');
      view.close();
    } finally {
      await host.stop();
    }
  },
  (KILLS * 3 + 30) * 1_000,
);

test.skipIf(why !== '')(
  `F3 the sampler's thread ends ${THREAD_DEATHS} times: back within ${BACK_WITHIN_MS} ms each, with the same rows ${why}`,
  async () => {
    const host = await startProbedHost();
    try {
      const view = await openView(host.url);
      await pause(1_500);
      const descriptors = countDescriptors(host.pid);
      for (let i = 0; i < THREAD_DEATHS; i++) {
        const samples = view.samples();
        await host.ask('endThread');
        await vi.waitFor(() => expect(view.samples()).toBeGreaterThan(samples), { timeout: SAMPLE_MS + BACK_WITHIN_MS, interval: 10 });
        expect(view.keys()).toContain((await host.ask('list')).find((key) => key.startsWith(`${process.pid}:`)));
        await pause(Math.random() * 500);
      }
      await pause(2_500);
      expect(Math.abs(countDescriptors(host.pid) - descriptors)).toBeLessThanOrEqual(MOST_SPARE_DESCRIPTORS);
      view.close();
    } finally {
      await host.stop();
    }
  },
  60_000,
);
