// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { storageIn } from '../../renderer/state/kept.ts';
import { installLayout, names, renderView, rowOfPid, settle } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();
beforeEach(() => window.sessionStorage.clear());

const table = () => [
  process({ pid: 1, ppid: 0, comm: 'init' }),
  process({ pid: 20, comm: 'shell' }),
  process({ pid: 21, ppid: 20, comm: 'job' }),
  process({ pid: 30, comm: 'other' }),
];
const storage = window.sessionStorage;

describe('F4 what a reload keeps', () => {
  it('is selection, filter, sort and what was closed', async () => {
    const before = await renderView(new TestHost(table()), { storage });
    act(() => {
      before.view.expand(before.processes.getState().rows.get('20:200')!, false);
      before.view.select(before.processes.getState().rows.get('20:200')!);
      before.view.filterBy('name:shell');
      before.view.setState({ sort: { fieldId: 'comm', direction: 'descending' } });
    });
    cleanup();
    const after = await renderView(new TestHost(table()), { storage });
    expect(rowOfPid(20).getAttribute('aria-selected')).toBe('true');
    expect(names()).toEqual(['init', 'shell']);
    expect(after.view.getState().expansion.get('20:200')).toBe(false);
    expect(after.view.getState()).toMatchObject({ filter: 'name:shell', sort: { fieldId: 'comm', direction: 'descending' } });
  });

  it('is no selection of who has ended meanwhile, nor of who has its pid now', async () => {
    const before = await renderView(new TestHost(table()), { storage });
    act(() => before.view.select(before.processes.getState().rows.get('30:300')!));
    cleanup();
    const after = await renderView(new TestHost([process({ pid: 1, ppid: 0 }), process({ pid: 30, startTime: 999 })]), { storage });
    expect(after.view.getState().selected).toBeNull();
  });

  it.each(['', '{', 'null', '[]', '{"selected":1}', '{"__proto__":{"filter":"x"}}', JSON.stringify({ selected: 'x', filter: 7 })])(
    'is nothing where the storage holds %j',
    async (text) => {
      storage.setItem('procession.view', text);
      const stores = await renderView(new TestHost(table()), { storage });
      expect(names()).toHaveLength(4);
      expect(stores.view.getState()).toMatchObject({ filter: '', selected: null });
    },
  );

  it('is nothing in a browser that has no storage', () => {
    const place = {
      get sessionStorage(): Storage {
        throw new DOMException('denied', 'SecurityError');
      },
    };
    expect(storageIn(place)).toBeNull();
    expect(storageIn(window)).toBe(storage);
  });
});

describe('a process that the host wants selected', () => {
  it('is selected, by its pid or by its identity', async () => {
    const host = new TestHost(table());
    const { view } = await renderView(host);
    host.tell('select', { pid: 21, startTime: null });
    await settle();
    expect(rowOfPid(21).getAttribute('aria-selected')).toBe('true');
    host.tell('select', { pid: 30, startTime: 300 });
    await settle();
    expect(view.getState().selected?.key).toBe('30:300');
    expect(host.planned).toEqual([]);
    expect(host.sent).toEqual([]);
  });

  it.each([
    ['that has ended', { pid: 77, startTime: null }, 77],
    ['whose pid is another’s now', { pid: 30, startTime: 7 }, 30],
  ])('%s is said to be gone, and nothing else is selected', async (_name, target, pid) => {
    const host = new TestHost(table());
    const { view } = await renderView(host);
    host.tell('select', target);
    await settle();
    expect(screen.getByText(`There is no process ${pid} now: it has ended.`)).toBeTruthy();
    expect(view.getState().selected).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(/There is no process/)).toBeNull();
  });
});
