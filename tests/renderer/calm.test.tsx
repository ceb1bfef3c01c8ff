// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Stores } from '../../renderer/state/stores.tsx';
import { cpuPercent } from '../../shared/fields/cpuPercent.ts';
import { installLayout, names, renderView, rowOfPid, settle } from './renderView.tsx';
import { CLOCK, process, TestHost } from './testHost.ts';

installLayout();

const init = process({ pid: 1, ppid: 0, comm: 'init' });
const busy = (first: number, second: number, third = 0) => [
  init,
  process({ pid: 10, comm: 'first', cpuPercent: first }),
  process({ pid: 11, comm: 'second', cpuPercent: second }),
  process({ pid: 12, comm: 'third', cpuPercent: third }),
];

/** By CPU, the busiest first. */
async function renderSorted(): Promise<{ host: TestHost; stores: Stores }> {
  const host = new TestHost(busy(30, 20, 10));
  const stores = await renderView(host);
  act(() => stores.view.sortBy(cpuPercent));
  expect(names()).toEqual(['init', 'first', 'second', 'third']);
  return { host, stores };
}

const next = async (host: TestHost, rows: ReturnType<typeof busy>): Promise<void> => {
  host.sample(rows);
  await settle();
};
const lines = (): Element => document.querySelector('.lines')!;
const mark = (): HTMLElement | null => document.querySelector('.order-mark:not(.free)');

describe('calm', () => {
  it('keeps rows in their place while the pointer is among them, values going on, and says so; they move when it leaves', async () => {
    const { host } = await renderSorted();
    expect(mark()).toBeNull();
    fireEvent.pointerEnter(lines());
    expect(mark()?.textContent).toContain('Order held');
    await next(host, busy(1, 20, 90));
    expect(names()).toEqual(['init', 'first', 'second', 'third']);
    expect(rowOfPid(12).textContent).toContain('90.0');
    expect(mark()?.textContent).toContain('no longer sorted');
    fireEvent.pointerLeave(lines());
    expect(names()).toEqual(['init', 'third', 'second', 'first']);
    expect(mark()).toBeNull();
  });

  it('one key sorts again, and so does a click on the mark; the order is held from then on', async () => {
    const { host } = await renderSorted();
    fireEvent.pointerEnter(lines());
    await next(host, busy(1, 20, 90));
    fireEvent.keyDown(document.body, { key: 'r' });
    expect(names()).toEqual(['init', 'third', 'second', 'first']);
    await next(host, busy(99, 20, 90));
    expect(names()).toEqual(['init', 'third', 'second', 'first']);
    fireEvent.click(mark()!);
    expect(names()).toEqual(['init', 'first', 'third', 'second']);
    expect(mark()?.textContent).not.toContain('no longer');
  });

  it('is held by the focus among the rows and by a dialog, not by the header, and a click there sorts anew', async () => {
    const { host } = await renderSorted();
    act(() => rowOfPid(10).focus());
    await next(host, busy(1, 20, 90));
    expect(names()).toEqual(['init', 'first', 'second', 'third']);
    act(() => screen.getByRole('button', { name: 'CPU of a core' }).focus());
    expect(names()).toEqual(['init', 'third', 'second', 'first']);
    fireEvent.keyDown(document.body, { key: 'F1' });
    await next(host, busy(50, 20, 1));
    expect(names()).toEqual(['init', 'third', 'second', 'first']);
    fireEvent.click(screen.getByRole('button', { name: 'Close the help' }));
    expect(names()).toEqual(['init', 'first', 'second', 'third']);
    fireEvent.pointerEnter(lines());
    await next(host, busy(1, 20, 90));
    fireEvent.click(screen.getByRole('button', { name: 'Memory' }));
    fireEvent.click(screen.getByRole('button', { name: 'CPU of a core' }));
    expect(names()).toEqual(['init', 'third', 'second', 'first']);
  });

  it('gives a newcomer its place under its parent and holds it there, and lets what ended stand in its place, counted nowhere', async () => {
    const { host, stores } = await renderSorted();
    fireEvent.pointerEnter(lines());
    await next(host, [...busy(1, 20, 90).filter(({ id }) => id.pid !== 11), process({ pid: 20, ppid: 10, comm: 'child', cpuPercent: null })]);
    expect(names()).toEqual(['init', 'first', 'child', 'second', 'third']);
    expect(rowOfPid(20).classList.contains('new')).toBe(true);
    expect(rowOfPid(11).classList.contains('ended')).toBe(true);
    expect(stores.processes.getState().totals.processes).toBe(4);
    await next(host, [...busy(1, 20, 90).filter(({ id }) => id.pid !== 11), process({ pid: 20, ppid: 10, comm: 'child', cpuPercent: 100 })]);
    expect(names()).toEqual(['init', 'first', 'child', 'second', 'third']);
  });

  it('either effect can be switched off', async () => {
    const { host, stores } = await renderSorted();
    act(() => {
      stores.settings.change({ marksNew: false, keepsEnded: false });
    });
    await next(host, [...busy(30, 20).slice(0, 3), process({ pid: 30, comm: 'newcomer' })]);
    await waitFor(() => expect(names()).toEqual(['init', 'first', 'second', 'newcomer']));
    expect(rowOfPid(30).classList.contains('new')).toBe(false);
  });
});

describe('a system that asks for reduced motion', () => {
  const table = (...rows: (typeof init)[]) => new Map(rows.map((row) => [row.key, row]));

  it('gets neither effect, also when it begins to ask at run time, and both when it stops', async () => {
    let change = (): void => {};
    const stillness = { matches: true, addEventListener: (_: string, listener: () => void) => void (change = listener) };
    const host = new TestHost([init]);
    const { processes, calm, settings } = await renderView(host, { stillness: stillness as unknown as MediaQueryList });
    expect(calm.getState()).toMatchObject({ marksNew: false, keepsEnded: false });
    act(() => processes.take(table(init, process({ pid: 5 })), CLOCK));
    act(() => processes.take(table(init), CLOCK));
    expect(processes.getState().exited.size).toBe(0);
    stillness.matches = false;
    act(change);
    expect(calm.getState()).toMatchObject({ marksNew: true, keepsEnded: true });
    act(() => processes.take(table(init, process({ pid: 6 })), CLOCK));
    act(() => processes.take(table(init), CLOCK));
    expect([...processes.getState().exited.keys()]).toEqual(['6:60']);
    stillness.matches = true;
    act(change);
    expect(calm.getState()).toMatchObject({ marksNew: false, keepsEnded: false });
    expect(processes.getState().exited.size).toBe(0);
    // What was chosen is not forgotten for it.
    expect(settings.getState().values).toMatchObject({ marksNew: true, keepsEnded: true });
    expect(host.saved).toEqual([]);
  });
});
