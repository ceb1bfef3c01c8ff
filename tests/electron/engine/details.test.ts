import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../../../shared/process/identity.ts';
import { extentOf } from '../../../shared/process/history.ts';
import { startHardproc, whyNoHardproc } from '../../fixtures/hardproc.ts';
import { isEngineBuilt, type LiveEngine, startLiveEngine } from '../../fixtures/liveEngine.ts';

describe.skipIf(whyNoHardproc() !== '' || !isEngineBuilt())('what an engine tells of one process', () => {
  let live: LiveEngine;
  beforeAll(async () => {
    live = await startLiveEngine(500);
  });
  afterAll(() => live.engine.close());

  it('remembers what it took over time, and its threads, limits and environment can be asked for', async () => {
    const hard = await startHardproc('spin');
    try {
      await expect.poll(() => live.rowOf(hard.pid)?.id, { timeout: 10_000 }).toBeTruthy();
      const target = live.rowOf(hard.pid)!.id;
      const key = keyOf(target);
      const ask = async () => live.client.request('history', { keys: [key, '4194304:1'], series: ['cpu', 'memory', 'threads', 'io'], overMs: 60_000 });
      await expect
        .poll(
          async () => {
            const answer = await ask();
            return answer.ok ? (extentOf(answer.value.tracks[0]?.series.cpu ?? { ago: [], values: [] })?.most ?? 0) : answer.error;
          },
          { timeout: 15_000 },
        )
        .toBeGreaterThan(5);
      const answer = await ask();
      expect(answer).toMatchObject({ ok: true, value: { tracks: [{ key, endedAt: null, series: { threads: { values: [1] }, io: { values: [null] } } }] } });
      const threads = await live.client.request('threads', { target, order: { by: 'cpuPercent', direction: 'descending' }, waitsOf: [hard.pid] });
      expect(threads).toMatchObject({ ok: true, value: { kind: 'read', total: 1, threads: [{ tid: hard.pid, state: 'R' }] } });
      expect(await live.client.request('limits', { target })).toMatchObject({ ok: true, value: { kind: 'read' } });
      const environment = await live.client.request('environment', { target, reveal: { kind: 'names' } });
      expect(environment).toMatchObject({ ok: true, value: { kind: 'read' } });
      expect(JSON.stringify(environment)).not.toMatch(/"value":"/);
      expect(await live.client.request('inspect', { target, tab: 'memory' })).toMatchObject({ ok: true, value: { kind: 'read' } });
    } finally {
      await hard.end();
    }
  });

  it('refuses what does not fit', async () => {
    const refused = { ok: false, error: { code: 'bad-request' } };
    expect(await live.client.request('history', { keys: ['1'], series: ['cpu'], overMs: 60_000 })).toMatchObject(refused);
    expect(await live.client.request('history', { keys: Array.from({ length: 201 }, () => '1:1'), series: ['cpu'], overMs: 60_000 })).toMatchObject(refused);
    expect(await live.client.request('history', { keys: [], series: ['cpu'], overMs: 6_000_000 })).toMatchObject(refused);
    expect(await live.client.request('inspect', { target: { pid: 1, startTime: 1, inode: null }, tab: '../mem' as never })).toMatchObject(refused);
    const target = { pid: 1, startTime: 1, inode: null };
    expect(await live.client.request('environment', { target, reveal: { kind: 'one', name: 7 as never } })).toMatchObject(refused);
    expect(
      await live.client.request('threads', { target, order: { by: 'tid', direction: 'ascending' }, waitsOf: Array.from({ length: 61 }, () => 1) }),
    ).toMatchObject(refused);
    expect(live.log).toEqual([]);
  });
});
