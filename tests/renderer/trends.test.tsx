// @vitest-environment jsdom
import { act } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { scaleEnd, spanOf } from '../../renderer/details/graphScale.ts';
import { sparkPaths, stepPoints } from '../../renderer/details/stepPath.ts';
import type { Track } from '../../shared/process/history.ts';
import { cellOf, installLayout, renderView, settle } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const table = () => [process({ pid: 1, ppid: 0, comm: 'init' }), process({ pid: 20 }), process({ pid: 30 })];
const track = (pid: number, values: readonly (number | null)[]): Track => ({
  key: `${pid}:${pid * 10}`,
  endedAt: null,
  series: { cpu: { ago: values.map((_, i) => 60_000 - i * 20_000), values } },
});

describe('trends in the table', () => {
  it('are asked for with each sample for the rows in view and the columns shown, and drawn with gaps and in words', async () => {
    const host = new TestHost(table());
    host.tracks = [track(20, [0, null, 50]), track(30, [null])];
    const stores = await renderView(host);
    expect(host.askedTracks).toEqual([]);
    act(() => stores.view.toggleColumn('cpuTrend'));
    await settle();
    await settle();
    await settle();
    expect(host.askedTracks.at(-1)).toMatchObject({ series: ['cpu'], overMs: 60_000 });
    expect([...host.askedTracks.at(-1)!.keys].sort()).toEqual(['1:10', '20:200', '30:300']);
    const drawn = cellOf(20, 'cpuTrend').querySelector('svg')!;
    expect(drawn.getAttribute('aria-label')).toBe('CPU, 1 min, the last minute: from 0.0 % to 50.0 %, now 50.0 %.');
    expect(drawn.querySelector('.line')!.getAttribute('d')).toBe('M0.0 16.0H40.0M80.0 8.0H120.0');
    expect([cellOf(30, 'cpuTrend'), cellOf(1, 'cpuTrend')].map((cell) => cell.textContent)).toEqual(['–', '–']);
    const before = host.askedTracks.length;
    host.sample(table());
    await settle();
    expect(host.askedTracks.length).toBe(before + 1);
    act(() => stores.pause.toggle());
    host.sample(table());
    await settle();
    expect(host.askedTracks.length).toBe(before + 1);
    act(() => stores.pause.toggle());
    act(() => stores.view.toggleColumn('cpuTrend'));
    await settle();
    const after = host.askedTracks.length;
    host.sample(table());
    await settle();
    expect(host.askedTracks.length).toBe(after);
  });

  it('keep what draws the same as it was, so that it is not drawn again', async () => {
    const host = new TestHost(table());
    host.tracks = [track(20, [7]), track(30, [1, 2, 3])];
    const stores = await renderView(host);
    act(() => stores.view.toggleColumn('cpuTrend'));
    for (let i = 0; i < 3; i++) await settle();
    const { trends } = stores.trends.getState();
    host.sample(table());
    await settle();
    const after = stores.trends.getState().trends;
    expect(after).not.toBe(trends);
    expect(after.get('20:200')).toBe(trends.get('20:200'));
    expect(after.get('30:300')).not.toBe(trends.get('30:300'));
  });
});

describe('paths', () => {
  it('make steps of lines, open where nothing is known', () => {
    expect(stepPoints({ ago: [3_000, 2_000, 1_000], values: [1, null, 4] })).toEqual({ x: [-3, -2, -2, -1, -0], y: [1, 1, null, 4, 4] });
    expect(stepPoints({ ago: [], values: [] })).toEqual({ x: [], y: [] });
    expect(sparkPaths({ ago: [90_000, 30_000], values: [10, 5] }, 60_000, 10, 60, 10)).toEqual({
      line: 'M0.0 0.0H30.0V5.0H60.0',
      area: 'M0.0 0.0H30.0V5.0H60.0V10H0.0Z',
    });
    expect(sparkPaths({ ago: [60_000], values: [0] }, 60_000, 0, 60, 10).line).toBe('M0.0 10.0H60.0');
  });

  it('scales end where they are read easily, and spans at what is known', () => {
    const steps = (value: number | null) => ({ ago: [1_000], values: [value] });
    expect([steps(null), steps(3), steps(99.9), steps(101)].map((one) => scaleEnd('cpu', one))).toEqual([10, 10, 100, 200]);
    expect(scaleEnd('memory', steps(3 * 2 ** 20))).toBe(5 * 2 ** 20);
    expect(scaleEnd('memory', steps(3 * 2 ** 20), true)).toBe(5_000_000);
    expect(scaleEnd('threads', steps(41))).toBe(50);
    expect([0, 60_000, 60_001, 299_000, 600_000].map((at) => spanOf([{ ago: [at], values: [1] }]))).toEqual([60_000, 60_000, 120_000, 300_000, 600_000]);
  });
});
