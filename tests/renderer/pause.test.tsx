// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { createPauseStore } from '../../renderer/state/pauseStore.ts';
import { createProcessStore, MARKED_FOR } from '../../renderer/state/processStore.ts';
import { installLayout, names, renderView, rowOfPid, settle } from './renderView.tsx';
import { CLOCK, process, TestHost } from './testHost.ts';

installLayout();

const init = process({ pid: 1, ppid: 0, comm: 'init' });
const shell = process({ pid: 10, comm: 'shell' });
const button = (): HTMLElement => screen.getByRole('button', { pressed: true, name: /Paused/ });

it('p freezes the view, not the engine, and says so; going on shows the present at once, with what came and what went', async () => {
  const host = new TestHost([init, shell]);
  const stores = await renderView(host);
  host.tellSystem();
  await settle();
  fireEvent.keyDown(document.body, { key: 'p' });
  expect(button().textContent).toMatch(/Paused \d/);
  expect(screen.getByRole('treegrid').classList.contains('paused')).toBe(true);
  host.sample([init, process({ pid: 20, comm: 'newcomer' })]);
  host.tellSystem({ cpus: 2, load: [9, 9, 9] });
  host.tell('findings', { findings: [] });
  await settle();
  expect(names()).toEqual(['init', 'shell']);
  expect(screen.queryByText(/load 9/)).toBeNull();
  expect(stores.system.getState().cpuHistory).toHaveLength(1);
  fireEvent.click(button());
  expect(names()).toEqual(['init', 'shell', 'newcomer']);
  expect(rowOfPid(10).classList.contains('ended')).toBe(true);
  expect(rowOfPid(20).classList.contains('new')).toBe(true);
  expect(stores.system.getState().cpuHistory).toHaveLength(2);
  expect(screen.queryByText(/Paused/)).toBeNull();
});

it('an action on a frozen view asks for a plan of the identity that is shown, which says that it is gone', async () => {
  const host = new TestHost([init, shell]);
  await renderView(host);
  fireEvent.keyDown(document.body, { key: 'p' });
  fireEvent.click(rowOfPid(10));
  host.sample([init]);
  await settle();
  fireEvent.keyDown(document.body, { key: 'k' });
  await settle();
  expect(host.planned.at(-1)?.targets).toEqual([{ ...shell.id }]);
  const dialog = screen.getByRole('dialog');
  expect(within(dialog).getByText('is not there any more')).toBeTruthy();
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: /^Send SIGTERM/ }).disabled).toBe(true);
});

it('is told apart from a lost connection: what comes with a new one waits too', async () => {
  const host = new TestHost([init, shell]);
  await renderView(host);
  fireEvent.keyDown(document.body, { key: 'p' });
  host.rows = [init];
  host.lose();
  await settle();
  await vi.waitFor(() => expect(screen.queryByRole('alert')).toBeNull(), 10_000);
  expect(host.opened).toHaveBeenCalledTimes(2);
  expect(names()).toEqual(['init', 'shell']);
  fireEvent.keyDown(document.body, { key: 'p' });
  expect(rowOfPid(10).classList.contains('ended')).toBe(true);
});

it('keeps the marks of a frozen view, and lets go of them when it goes on', () => {
  vi.useFakeTimers();
  const pause = createPauseStore();
  const store = createProcessStore({ letIn: pause.letIn });
  const table = (...rows: (typeof init)[]) => new Map(rows.map((row) => [row.key, row]));
  store.take(table(init, shell), CLOCK, new TestHost([]).capabilities);
  store.take(table(init), CLOCK);
  pause.toggle();
  vi.advanceTimersByTime(MARKED_FOR * 2);
  expect(store.getState().exited.size).toBe(1);
  pause.toggle();
  expect(store.getState().exited.size).toBe(0);
  vi.useRealTimers();
});
