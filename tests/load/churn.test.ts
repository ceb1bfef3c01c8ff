import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { compileFixture } from '../fixtures/compileFixture.ts';
import { isFullLoad, openView, startProbedHost, whyNoHost, whyNoNamespace } from './probedHost.ts';

const why = whyNoHost() || whyNoNamespace();
const SECONDS = isFullLoad ? 60 : 6;
const FORKS_PER_SECOND = 1_000;
const MOST_GROWTH = 5_000_000;

test.skipIf(why !== '')(
  `D1 D6 ${FORKS_PER_SECOND} forks a second for ${SECONDS} s: no exception, no live row lost, the heap stays ${why}`,
  async () => {
    const host = await startProbedHost(true);
    try {
      const view = await openView(host.url);
      const hardproc = compileFixture('hardproc').path!;
      const env = { HARDPROC_TTL: String(SECONDS + 60) };
      await host.ask('load', { command: [hardproc, 'wide', '50'], env });
      await pause(4_000);
      const before = await host.ask('measure');
      const samples = view.samples();
      await host.ask('load', { command: [hardproc, 'churn', String(FORKS_PER_SECOND), String(SECONDS)], env });
      await pause(SECONDS * 500);
      await host.ask('load', { command: [hardproc, 'wide', '70'], env });
      await pause(SECONDS * 500 + 3_000);
      expect(view.samples() - samples).toBeGreaterThan(SECONDS * 0.8);
      const alive = await host.ask('list');
      expect(alive.length).toBeGreaterThan(120);
      expect(view.keys().sort()).toEqual(alive.sort());
      const after = await host.ask('measure');
      expect(after.host + after.thread - before.host - before.thread).toBeLessThan(MOST_GROWTH);
      expect(host.errors()).toBe('');
      view.close();
      if (isFullLoad)
        console.log(`heap: host ${before.host} to ${after.host}, thread ${before.thread} to ${after.thread} bytes; event-loop delay p99 ${after.delayP99} ms`);
    } finally {
      await host.stop();
    }
  },
  (SECONDS + 40) * 1_000,
);
