// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Stores } from '../../renderer/state/stores.tsx';
import { installLayout, names, renderView, rowOfPid, settle } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const family = () => [
  process({ pid: 1, ppid: 0, comm: 'init' }),
  process({ pid: 10, ppid: 1, comm: 'shell' }),
  process({ pid: 11, ppid: 10, comm: 'worker', rss: 2 ** 31 }),
  process({ pid: 12, ppid: 11, comm: 'worker' }),
  process({ pid: 20, ppid: 1, comm: 'daemon' }),
  process({ pid: 21, ppid: 20, comm: 'worker' }),
];

const find = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Find' });
const count = (): string | null => document.getElementById('find-count')!.textContent;
const press = (key: string, at: Element = document.activeElement ?? document.body, more: object = {}) => fireEvent.keyDown(at, { key, ...more });
const selected = (stores: Stores): number | undefined => stores.view.getState().selected?.id.pid;

async function renderFinding(text: string, rows = family()): Promise<{ host: TestHost; stores: Stores }> {
  const host = new TestHost(rows);
  const stores = await renderView(host);
  press('f', document.body, { ctrlKey: true });
  fireEvent.change(find(), { target: { value: text } });
  return { host, stores };
}

describe('find', () => {
  it('marks what it finds without filtering, says how many, steps with n and N, and goes round at the ends', async () => {
    const { stores } = await renderFinding('worker');
    expect(names()).toHaveLength(6);
    expect([10, 11, 12, 21].map((pid) => rowOfPid(pid).classList.contains('found'))).toEqual([false, true, true, true]);
    expect(count()).toBe('3 found');
    press('Enter', find());
    expect([selected(stores), count()]).toEqual([11, '1 of 3']);
    expect(document.activeElement).toBe(rowOfPid(11));
    press('n');
    press('n');
    expect([selected(stores), count()]).toEqual([21, '3 of 3']);
    expect(document.activeElement).toBe(rowOfPid(21));
    press('n');
    expect(selected(stores)).toBe(11);
    press('N');
    expect(selected(stores)).toBe(21);
  });

  it('goes on from wherever the selection is, and opens the branches that a match is in', async () => {
    const { stores } = await renderFinding('worker');
    const rows = stores.processes.getState().rows;
    act(() => {
      for (const pid of [1, 10, 20]) stores.view.expand(rows.get(`${pid}:${pid * 10}`)!, false);
      stores.view.select(rows.get('20:200')!);
    });
    expect(names()).toEqual(['init']);
    press('F3', find());
    expect([selected(stores), count()]).toEqual([21, '3 of 3']);
    expect(names()).toEqual(['init', 'shell', 'daemon', 'worker']);
    expect(document.activeElement).toBe(find());
    press('F3', find(), { shiftKey: true });
    expect(selected(stores)).toBe(12);
    expect(names()).toEqual(['init', 'shell', 'worker', 'worker', 'daemon', 'worker']);
  });

  it('takes what a filter takes, stays within the filter, and takes what is no filter as it stands', async () => {
    const { stores } = await renderFinding('worker mem>1g');
    expect(count()).toBe('1 found');
    fireEvent.change(find(), { target: { value: 'worker' } });
    fireEvent.change(screen.getByRole('combobox', { name: 'Filter processes' }), { target: { value: 'pid:21' } });
    expect(count()).toBe('1 found');
    fireEvent.change(find(), { target: { value: 'mem>' } });
    expect(count()).toBe('not found');
    press('F3', find());
    expect(selected(stores)).toBeUndefined();
  });

  it('counts anew as processes come and go, and Escape closes the box before it closes the details', async () => {
    const { host, stores } = await renderFinding('worker');
    press('Enter', find());
    host.sample([...family(), process({ pid: 30, comm: 'worker' })]);
    await settle();
    expect(count()).toBe('1 of 4');
    press('Escape');
    expect(screen.queryByRole('textbox', { name: 'Find' })).toBeNull();
    expect(selected(stores)).toBe(11);
    expect(document.querySelector('.row.found')).toBeNull();
    press('n');
    expect(selected(stores)).toBe(11);
    press('Escape');
    expect(selected(stores)).toBeUndefined();
  });

  it('finds within groups and in the flat list too', async () => {
    const { stores } = await renderFinding('worker');
    act(() => stores.view.arrange('user'));
    expect(names()).toEqual(['root']);
    press('F3', find());
    expect(selected(stores)).toBe(11);
    expect(names()).toHaveLength(7);
    act(() => stores.view.arrange('flat'));
    press('F3', find());
    expect([selected(stores), count()]).toEqual([12, '2 of 3']);
  });

  it('A5 A10 what is found and what is typed are plain text', async () => {
    await renderFinding('<b>', [process({ pid: 1, ppid: 0, comm: '<b>x\u001b[31m</b>' })]);
    expect(count()).toBe('1 found');
    expect(rowOfPid(1).querySelector('.name')?.textContent).toBe('<b>x\\e[31m</b>');
    expect(document.querySelector('.name b')).toBeNull();
    fireEvent.change(find(), { target: { value: '\\e[31m' } });
    expect(count()).toBe('1 found');
  });
});

it('the filter keeps what is below a match where that is asked for, undimmed, and dims what is above', async () => {
  await renderView(new TestHost(family()));
  fireEvent.change(screen.getByRole('combobox', { name: 'Filter processes' }), { target: { value: 'shell' } });
  expect(names()).toEqual(['init', 'shell']);
  const descendants = within(screen.getByRole('search')).getByRole('button', { name: 'Filter keeps what is below a match' });
  fireEvent.click(descendants);
  expect(names()).toEqual(['init', 'shell', 'worker', 'worker']);
  expect([1, 10, 11, 12].map((pid) => rowOfPid(pid).classList.contains('context'))).toEqual([true, false, false, false]);
  expect(descendants.getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(descendants);
  expect(names()).toEqual(['init', 'shell']);
});
