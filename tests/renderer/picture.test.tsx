// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { installLayout, names, renderView, rowOfPid, settle } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const MIB = 1_048_576;
const rows = () => [
  process({ pid: 1, ppid: 0, comm: 'init', rss: 10 * MIB, cpuPercent: 0 }),
  process({ pid: 10, comm: 'small\u202e', rss: 20 * MIB, cpuPercent: 30 }),
  process({ pid: 11, comm: 'large', rss: 40 * MIB, cpuPercent: 0 }),
  process({ pid: 12, ppid: 11, comm: 'child', rss: 30 * MIB, cpuPercent: 10 }),
];
const boxes = (): string[] => screen.getAllByRole('treeitem').map((box) => box.querySelector('.icicle-name')?.textContent ?? '');
const box = (name: string): HTMLElement => screen.getByRole('treeitem', { name: new RegExp(`^${name}`) });
const press = (key: string): boolean => fireEvent.keyDown(document.activeElement!, { key });

it('shows memory by subtree, the largest first, in the place of the table; g opens it and Escape leads back', async () => {
  await renderView(new TestHost(rows()));
  fireEvent.keyDown(document.body, { key: 'g' });
  expect(screen.queryByRole('treegrid')).toBeNull();
  expect(boxes()).toEqual(['init', 'large', 'small\\u{202e}', 'child']);
  expect(box('init').getAttribute('aria-label')).toBe('init (1), 100.0 MiB, 100.0 % of what is drawn, its own: 10.0 MiB, 4 processes');
  expect(document.activeElement).toBe(box('init'));
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(screen.getByRole('treegrid')).toBeTruthy();
});

it('switches to CPU, in which another is the largest, and knows what has used none', async () => {
  await renderView(new TestHost(rows()));
  fireEvent.keyDown(document.body, { key: 'g' });
  fireEvent.click(screen.getByRole('radio', { name: 'CPU' }));
  expect(boxes()).toEqual(['init', 'small\\u{202e}', 'large', 'child']);
  expect(screen.getByText('40.0 % in all')).toBeTruthy();
});

it('is walked with the arrow keys, selects what it is at, and Enter shows that in the table', async () => {
  const stores = await renderView(new TestHost(rows()));
  fireEvent.keyDown(document.body, { key: 'g' });
  press('ArrowRight');
  expect(document.activeElement).toBe(box('large'));
  press('ArrowRight');
  expect(document.activeElement).toBe(box('child'));
  press('ArrowLeft');
  press('ArrowDown');
  expect(stores.view.getState().selected?.id.pid).toBe(10);
  expect(box('small').getAttribute('aria-selected')).toBe('true');
  expect(screen.getAllByRole('treeitem').filter(({ tabIndex }) => tabIndex === 0)).toEqual([box('small')]);
  press('Enter');
  expect(rowOfPid(10).getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement).toBe(rowOfPid(10));
});

it('is of what the filter lets through', async () => {
  const stores = await renderView(new TestHost(rows()));
  act(() => stores.view.filterBy('child'));
  fireEvent.keyDown(document.body, { key: 'g' });
  expect(box('init').getAttribute('aria-label')).toMatch(/30\.0 MiB, 100\.0 %/);
  expect(boxes()).toEqual(['init', 'large', 'child']);
});

it('a double click goes into a process, and the way out is offered', async () => {
  await renderView(new TestHost(rows()));
  fireEvent.keyDown(document.body, { key: 'g' });
  fireEvent.doubleClick(box('large'));
  expect(boxes()).toEqual(['large', 'child']);
  fireEvent.click(screen.getByRole('button', { name: 'Out of large, to the whole tree' }));
  expect(boxes()).toHaveLength(4);
});

it('says what is missing where nothing is known', async () => {
  await renderView(new TestHost([process({ pid: 1, ppid: 0, rss: null, cpuPercent: null })]));
  fireEvent.keyDown(document.body, { key: 'g' });
  expect(screen.getByText('No memory is known of what is shown.')).toBeTruthy();
});

it('stands still while the focus is in it, and r takes it anew', async () => {
  const host = new TestHost(rows());
  await renderView(host);
  fireEvent.keyDown(document.body, { key: 'g' });
  host.sample(rows().map((row) => (row.id.pid === 10 ? process({ ...row.values, rss: 400 * MIB }) : row)));
  await settle();
  expect(boxes()).toEqual(['init', 'large', 'small\\u{202e}', 'child']);
  expect(box('small').getAttribute('aria-label')).toMatch(/20\.0 MiB/);
  fireEvent.keyDown(document.body, { key: 'r' });
  expect(boxes()).toEqual(['init', 'small\\u{202e}', 'large', 'child']);
});

it('S sorts siblings by the totals of their subtrees, marked in the head, until it is pressed again', async () => {
  const stores = await renderView(new TestHost([...rows(), process({ pid: 13, comm: 'middle', rss: 50 * MIB })]));
  fireEvent.keyDown(document.body, { key: 'M' });
  expect(names()).toEqual(['init', 'middle', 'large', 'child', 'small\\u{202e}']);
  expect(screen.getByRole('switch', { name: 'Sort by totals of subtrees' }).getAttribute('aria-checked')).toBe('false');
  fireEvent.keyDown(document.body, { key: 'S' });
  expect(names()).toEqual(['init', 'large', 'child', 'middle', 'small\\u{202e}']);
  fireEvent.click(screen.getByRole('switch', { name: 'Sort by totals of subtrees' }));
  expect(names()).toEqual(['init', 'middle', 'large', 'child', 'small\\u{202e}']);
  expect(stores.view.getState().sort).toEqual({ fieldId: 'rss', direction: 'descending', bySubtree: false });
});

it('x copies a cell: that which was clicked is the first choice, escaped once', async () => {
  const written: string[] = [];
  Object.assign(navigator, { clipboard: { writeText: (text: string) => Promise.resolve(void written.push(text)) } });
  await renderView(new TestHost(rows()));
  fireEvent.click(within(rowOfPid(10)).getByText('small', { exact: false }));
  fireEvent.keyDown(document.body, { key: 'x' });
  const first = within(screen.getByRole('dialog')).getAllByRole('option')[0]!;
  expect(first.textContent).toBe('small\\u{202e}Process');
  fireEvent.click(first);
  expect(written).toEqual(['small\\u{202e}']);
});
