// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { FIELDS } from '../../shared/fields/registry.ts';
import { cellOf, installLayout, renderView, rowOfPid } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const family = () => [process({ pid: 1, ppid: 0, rss: 3 << 20, cpuPercent: 1 }), process({ pid: 7, rss: 1 << 20, cpuPercent: 2.5 })];

async function openChooser(): Promise<HTMLElement> {
  fireEvent.click(screen.getByRole('button', { name: 'Columns' }));
  return screen.findByRole('dialog', { name: 'Columns shown' });
}

it('finds a column among all by the words of its name and help, and says which are dear', async () => {
  await renderView(new TestHost(family()));
  const chooser = await openChooser();
  expect(within(chooser).getAllByRole('checkbox')).toHaveLength(FIELDS.length - 1);
  fireEvent.change(within(chooser).getByRole('searchbox'), { target: { value: 'storage SECOND' } });
  const found = within(chooser).getAllByRole('checkbox');
  expect(found.map((box) => box.closest('label')!.querySelector('.item-name')!.textContent)).toEqual(['Reads', 'Writes']);
  expect(chooser.textContent).toContain('only for the rows in view');
  fireEvent.change(within(chooser).getByRole('searchbox'), { target: { value: 'nothing like it' } });
  expect(within(chooser).getByRole('status').textContent).toBe('No column matches.');
});

it('tells the engine what it shows: the drawn rows with their columns, and the selected row with its details', async () => {
  const host = new TestHost(family());
  const stores = await renderView(host);
  await waitFor(() => expect(host.watched.at(-1)?.wishes).toEqual([{ fields: stores.view.getState().columns, keys: ['1:10', '7:70'] }]));
  stores.view.toggleColumn('pss');
  await waitFor(() => expect(host.watched.at(-1)?.wishes[0]?.fields).toContain('pss'));
  fireEvent.click(rowOfPid(7));
  await waitFor(() => expect(host.watched.at(-1)?.wishes[1]).toMatchObject({ keys: ['7:70'] }));
  const count = host.watched.length;
  host.sample(family());
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(host.watched).toHaveLength(count);
});

it('draws what was not read as a dash, and what was as its unit says', async () => {
  const host = new TestHost([...family().slice(0, 1), process({ pid: 7, readRate: 2048, wchan: null, pss: 5 << 20 }, { wchan: 'denied' })]);
  const stores = await renderView(host);
  for (const id of ['readRate', 'pss', 'wchan']) stores.view.toggleColumn(id);
  await waitFor(() => expect(cellOf(7, 'readRate').textContent).toBe('2.0 KiB/s'));
  expect(cellOf(7, 'pss').textContent).toBe('5.0 MiB');
  expect([cellOf(7, 'wchan'), cellOf(1, 'pss')].map((cell) => cell.textContent)).toEqual(['–', '–']);
});

it('adds up subtrees, draws them anew when a child changes, and sorts by them', async () => {
  const host = new TestHost(family());
  const stores = await renderView(host);
  for (const id of ['subtreeMemory', 'subtreeCpu', 'childCount']) stores.view.toggleColumn(id);
  await waitFor(() => expect(cellOf(1, 'subtreeMemory').textContent).toBe('4.0 MiB'));
  expect([cellOf(1, 'subtreeCpu').textContent, cellOf(1, 'childCount').textContent, cellOf(7, 'childCount').textContent]).toEqual(['3.5 %', '1', '0']);
  host.sample([host.rows[0]!, process({ pid: 7, rss: 2 << 20, cpuPercent: 0 })]);
  await waitFor(() => expect(cellOf(1, 'subtreeMemory').textContent).toBe('5.0 MiB'));
  host.sample([...host.rows, process({ pid: 8, ppid: 0, rss: 64 << 20 })]);
  fireEvent.click(screen.getByRole('button', { name: 'Memory of subtree' }));
  await waitFor(() => expect(screen.getAllByRole('row').flatMap(({ dataset }) => dataset['key'] ?? [])).toEqual(['8:80', '1:10', '7:70']));
});

const header = (): string[] => screen.getAllByRole('columnheader').map(({ dataset }) => dataset['field']!);
const name = (column: string): HTMLElement => screen.getByRole('button', { name: column });

it('a column is moved by Shift and an arrow on its name and by dragging, the tree’s own never', async () => {
  await renderView(new TestHost(family()));
  fireEvent.keyDown(name('STAT'), { key: 'ArrowLeft', shiftKey: true });
  expect(header().slice(0, 4)).toEqual(['comm', 'stat', 'pid', 'user']);
  fireEvent.keyDown(name('STAT'), { key: 'ArrowRight', shiftKey: true });
  fireEvent.keyDown(name('Process'), { key: 'ArrowRight', shiftKey: true });
  expect(header().slice(0, 4)).toEqual(['comm', 'pid', 'stat', 'user']);
  const held = new Map<string, string>();
  const dataTransfer = {
    setData: (type: string, text: string) => held.set(type, text),
    getData: (type: string) => held.get(type) ?? '',
    get types() {
      return [...held.keys()];
    },
  };
  const cell = (id: string): HTMLElement => screen.getAllByRole('columnheader').find(({ dataset }) => dataset['field'] === id)!;
  fireEvent.dragStart(cell('user'), { dataTransfer });
  fireEvent.dragOver(cell('comm'), { dataTransfer });
  expect(cell('comm').classList.contains('drop-after')).toBe(true);
  fireEvent.drop(cell('comm'), { dataTransfer });
  expect(header().slice(0, 4)).toEqual(['comm', 'user', 'pid', 'stat']);
});

it('a column is resized by Alt and an arrow and by dragging its end, within bounds; a double click gives its width back', async () => {
  const stores = await renderView(new TestHost(family()));
  const width = (): number | undefined => stores.view.getState().widths.get('user');
  fireEvent.keyDown(name('User'), { key: 'ArrowRight', altKey: true });
  // jsdom lays nothing out: from 0.
  expect(width()).toBe(40);
  const end = name('User').nextElementSibling!;
  Object.assign(end, { setPointerCapture: () => {} });
  fireEvent.pointerDown(end, { clientX: 100, pointerId: 1 });
  fireEvent.pointerMove(end, { clientX: 300 });
  expect(screen.getByRole('treegrid').style.getPropertyValue('--columns')).toContain(' 200px ');
  fireEvent.pointerMove(end, { clientX: 9000 });
  fireEvent.pointerUp(end);
  fireEvent.pointerMove(end, { clientX: 200 });
  expect(width()).toBe(1200);
  fireEvent.doubleClick(end);
  expect(width()).toBeUndefined();
});

it('shows built-in sets of columns without what the system cannot tell, saves the present ones by a name, and forgets them', async () => {
  const host = new TestHost(family());
  host.capabilities = { ...host.capabilities, fields: host.capabilities.fields.filter((id) => id !== 'pss') };
  const stores = await renderView(host);
  const chooser = await openChooser();
  const sets = within(chooser).getByRole('group', { name: 'Sets of columns' });
  expect(within(sets).getByRole('button', { name: 'Processes' }).getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(within(sets).getByRole('button', { name: 'Memory' }));
  expect(header()).toEqual(['comm', 'pid', 'user', 'rss', 'memoryTrend', 'swap', 'vsz', 'subtreeMemory', 'majorFaults', 'oomScore', 'args']);
  stores.view.resizeColumn('rss', 150);
  fireEvent.change(within(chooser).getByRole('textbox', { name: 'Name for these columns' }), { target: { value: '<b>mine\u202e' } });
  fireEvent.click(within(chooser).getByRole('button', { name: 'Save' }));
  fireEvent.click(within(sets).getByRole('button', { name: 'Processes' }));
  expect(stores.view.getState().widths.size).toBe(0);
  fireEvent.click(within(sets).getByRole('button', { name: '<b>mine\\u{202e}' }));
  expect(header()).toContain('swap');
  expect(stores.view.getState().widths.get('rss')).toBe(150);
  fireEvent.click(within(sets).getByRole('button', { name: /^Forget <b>mine/ }));
  expect(within(sets).queryByRole('button', { name: /mine/ })).toBeNull();
  expect(document.querySelector('.menu b')).toBeNull();
});

it('F2 lists the sets of columns with what is in them', async () => {
  await renderView(new TestHost(family()));
  fireEvent.keyDown(document.body, { key: 'F2' });
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('option', { name: /^Scheduling.*Policy/ }));
  expect(header()).toContain('policy');
});
