// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { defineField } from '../../shared/fields/field.ts';
import { en } from '../../renderer/words/en.ts';
import { zh } from '../../renderer/words/zh.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import { cellOf, installLayout, names, renderView, rowOfPid, settle } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const family = () => [
  process({ pid: 1, ppid: 0, comm: 'init' }),
  process({ pid: 10, ppid: 1, comm: 'shell' }),
  process({ pid: 11, ppid: 10, comm: 'big', rss: 900_000_000 }),
  process({ pid: 12, ppid: 10, comm: 'small', rss: 1000 }),
  process({ pid: 20, ppid: 1, comm: 'daemon' }),
];

describe('tree', () => {
  it('tells level, place, size and whether it is open', async () => {
    await renderView(new TestHost(family()));
    expect(names()).toEqual(['init', 'shell', 'big', 'small', 'daemon']);
    const small = rowOfPid(12);
    expect(['aria-level', 'aria-posinset', 'aria-setsize', 'aria-expanded'].map((name) => small.getAttribute(name))).toEqual(['3', '2', '2', null]);
    expect(rowOfPid(10).getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByRole('treegrid').getAttribute('aria-rowcount')).toBe('6');
  });

  it('sorts siblings inside the tree, the largest first where the field says so, and the other way at the second click', async () => {
    await renderView(new TestHost(family()));
    const memory = screen.getByRole('columnheader', { name: 'Memory' });
    fireEvent.click(within(memory).getByRole('button'));
    expect(names()).toEqual(['init', 'shell', 'big', 'small', 'daemon']);
    expect(memory.getAttribute('aria-sort')).toBe('descending');
    fireEvent.click(within(memory).getByRole('button'));
    expect(names()).toEqual(['init', 'shell', 'small', 'big', 'daemon']);
    expect(memory.getAttribute('aria-sort')).toBe('ascending');
  });

  it('moves, closes, opens and goes to the parent by key, and the focus goes along', async () => {
    await renderView(new TestHost(family()));
    const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });
    rowOfPid(1).focus();
    press('ArrowDown');
    press('ArrowDown');
    expect(document.activeElement).toBe(rowOfPid(11));
    press('ArrowLeft');
    expect(document.activeElement).toBe(rowOfPid(10));
    press('ArrowLeft');
    expect(names()).toEqual(['init', 'shell', 'daemon']);
    expect(within(rowOfPid(10)).getByText('2')).toBeTruthy();
    press('ArrowRight');
    expect(names()).toHaveLength(5);
    press('End');
    expect(document.activeElement).toBe(rowOfPid(20));
    press('Home');
    expect(document.activeElement).toBe(rowOfPid(1));
    expect(screen.getAllByRole('row').filter((row) => row.tabIndex === 0 && row.dataset['key'] !== undefined)).toEqual([rowOfPid(1)]);
  });

  it('C2 draws only what can be seen of 20,000 rows', async () => {
    const rows = [process({ pid: 1, ppid: 0, comm: 'init' }), ...Array.from({ length: 20_000 }, (_, index) => process({ pid: index + 2 }))];
    await renderView(new TestHost(rows));
    expect(screen.getByRole('treegrid').getAttribute('aria-rowcount')).toBe('20002');
    expect(screen.getAllByRole('row').length).toBeLessThan(50);
  });

  it('C1 shows the depth as a number where the indent is capped', async () => {
    await renderView(new TestHost(Array.from({ length: 28 }, (_, index) => process({ pid: index + 1, ppid: index, comm: `level${index}` }))));
    expect(within(rowOfPid(28)).getByText('27')).toBeTruthy();
    expect(rowOfPid(28).querySelectorAll('.guide')).toHaveLength(24);
  });
});

describe('live', () => {
  it('keeps the selection on the process, not on the row number', async () => {
    const host = new TestHost(family());
    await renderView(host);
    fireEvent.click(rowOfPid(20));
    host.sample([...family(), process({ pid: 5, comm: 'newcomer' })]);
    await settle();
    expect(names()).toEqual(['init', 'newcomer', 'shell', 'big', 'small', 'daemon']);
    expect(rowOfPid(20).getAttribute('aria-selected')).toBe('true');
    expect(rowOfPid(5).classList.contains('new')).toBe(true);
    expect(rowOfPid(10).classList.contains('new')).toBe(false);
  });

  it('strikes what ended, counts it in no total, and says of a selected one that it has ended', async () => {
    const host = new TestHost(family());
    await renderView(host);
    fireEvent.click(rowOfPid(20));
    host.sample(family().slice(0, 4));
    await settle();
    expect(rowOfPid(20).classList.contains('ended')).toBe(true);
    expect(screen.getByText('4 of 4 shown')).toBeTruthy();
    expect(within(screen.getByRole('complementary')).getByText(/^Ended .*last known values/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Terminate…' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('keeps the focus in the table when the process that had it leaves', async () => {
    const host = new TestHost(family());
    const stores = await renderView(host);
    rowOfPid(20).focus();
    fireEvent.click(rowOfPid(20));
    host.sample(family().slice(0, 4));
    await settle();
    stores.processes.setState({ exited: new Map() });
    stores.processes.take(stores.processes.getState().rows, stores.processes.getState().clock);
    host.sample([...family().slice(0, 4), process({ pid: 30, comm: 'next' })]);
    await settle();
    expect(names()).not.toContain('daemon');
    expect(document.activeElement).toBe(rowOfPid(30));
  });

  it('dims the table and says so while the connection is lost, and takes up again by itself', async () => {
    const host = new TestHost(family());
    await renderView(host);
    host.lose();
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('connection to Procession was lost');
    expect(screen.getByRole('treegrid').classList.contains('stale')).toBe(true);
    host.rows = [...family(), process({ pid: 40, comm: 'meanwhile' })];
    expect(await screen.findByText('meanwhile')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(host.opened).toHaveBeenCalledTimes(2);
  });
});

describe('filter', () => {
  it('keeps the ancestors of matches, dimmed', async () => {
    await renderView(new TestHost(family()));
    fireEvent.change(screen.getByRole('combobox', { name: 'Filter processes' }), { target: { value: 'SMALL' } });
    expect(names()).toEqual(['init', 'shell', 'small']);
    expect([1, 10, 12].map((pid) => rowOfPid(pid).classList.contains('context'))).toEqual([true, true, false]);
    expect(screen.getByText('1 match · 3 of 5 shown')).toBeTruthy();
  });

  it('is focused by / and cleared by Escape', async () => {
    await renderView(new TestHost(family()));
    fireEvent.keyDown(document.body, { key: '/' });
    const box = screen.getByRole('combobox', { name: 'Filter processes' });
    expect(document.activeElement).toBe(box);
    fireEvent.change(box, { target: { value: 'nothing like this' } });
    expect(screen.getByText(/^No process matches: /)).toBeTruthy();
    fireEvent.keyDown(box, { key: 'Escape' });
    expect(names()).toHaveLength(5);
  });

  it('shows one state alone after a click on its count', async () => {
    await renderView(new TestHost([...family(), process({ pid: 30, ppid: 20, comm: 'dead', state: 'Z', args: null })]));
    fireEvent.click(screen.getByRole('button', { name: 'Z zombie 1' }));
    expect(names()).toEqual(['init', 'daemon', 'dead']);
  });
});

describe('hostile and unknown values', () => {
  it('A10 shows markup in a command line as plain text, in the table and in the details', async () => {
    const args = ['<img src=x onerror=alert(1)>', '"><script>'];
    await renderView(new TestHost([process({ pid: 1, ppid: 0, comm: '<b>x</b>', args })]));
    fireEvent.click(rowOfPid(1));
    expect(cellOf(1, 'args').textContent).toBe(args.join(' '));
    expect(within(screen.getByRole('complementary')).getByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    expect(document.querySelector('img, script, td, .name b')).toBeNull();
  });

  it('A5 A6 A7 marks what is escaped, and isolates the direction of every text', async () => {
    await renderView(new TestHost([process({ pid: 1, ppid: 0, comm: 'a\u202eb', args: ['\u001b[31m', '\udcff'] })]));
    const name = rowOfPid(1).querySelector('.name')!;
    expect(name.textContent).toBe('a\\u{202e}b');
    expect(name.querySelector('.escape')?.textContent).toBe('\\u{202e}');
    expect(name.querySelector('bdi')).not.toBeNull();
    expect(cellOf(1, 'args').textContent).toBe('\\e[31m \\xff');
  });

  it('A3 gives an empty name and one of spaces a mark', async () => {
    await renderView(new TestHost([process({ pid: 1, ppid: 0, comm: '' }), process({ pid: 2, comm: ' ' })]));
    expect(names()).toEqual(['∅', '␣']);
  });

  it('A12 says of a user process without a command line that it is one', async () => {
    await renderView(
      new TestHost([
        process({ pid: 1, ppid: 0, comm: 'kworker/u8:3', args: [] }),
        process({ pid: 2, ppid: 0, comm: 'kthreadd', args: [], isKernelThread: true }),
      ]),
    );
    expect(cellOf(1, 'args').textContent).toBe('[kworker/u8:3]empty command line');
    expect(cellOf(2, 'args').textContent).toBe('[kthreadd]');
  });

  it('B4 marks a zombie in words and writes its command as ps does', async () => {
    await renderView(new TestHost([process({ pid: 1, ppid: 0 }), process({ pid: 2, comm: 'gone', state: 'Z', args: null, rss: null }, { rss: 'zombie' })]));
    expect(cellOf(2, 'args').textContent).toBe('[gone] <defunct>');
    expect(within(rowOfPid(2)).getByText('zombie')).toBeTruthy();
    expect(cellOf(2, 'rss').textContent).toBe('–');
  });

  it('B5 does not call a process a zombie whose leader alone has exited', async () => {
    await renderView(new TestHost([process({ pid: 1, ppid: 0, state: 'Z', threads: 2, args: null })]));
    expect(within(rowOfPid(1)).queryByText('zombie')).toBeNull();
    expect(within(rowOfPid(1)).getByText('leader exited')).toBeTruthy();
  });

  it('says in a tooltip, on keyboard focus too, what each letter of STAT means', async () => {
    await renderView(new TestHost([process({ pid: 1, ppid: 0, nice: 5 })]));
    const stat = cellOf(1, 'stat').querySelector<HTMLElement>('[tabindex="0"]')!;
    Object.assign(stat, { matches: () => true });
    stat.focus();
    const tip = await screen.findByRole('tooltip');
    expect(tip.textContent).toContain('sleeping');
    expect(tip.textContent).toContain('session leader');
    expect(tip.textContent).toContain('gives way to others');
    expect(stat.getAttribute('aria-describedby')).toBe(tip.id);
  });

  it('says why a value is unknown', async () => {
    await renderView(new TestHost([process({ pid: 1, ppid: 0, cpuPercent: null }, { cpuPercent: 'first-sample' })]));
    fireEvent.pointerOver(cellOf(1, 'cpuPercent'));
    expect((await screen.findByRole('tooltip')).textContent).toBe('Needs two samples: known in a moment.');
  });
});

it('gets a column for a field that the view has never heard of', async () => {
  const half = defineField({
    id: 'half',
    kind: 'number',
    unit: 'bytes',
    header: { en: 'Half', zh: '一半' },
    help: { en: 'Half of the memory.', zh: '内存的一半。' },
    width: 80,
    derive: { needs: ['rss'], value: ({ rss }) => (typeof rss === 'number' ? rss / 2 : null) },
  });
  const stores = await renderView(new TestHost(family()), { fields: [...FIELDS, half] });
  stores.view.toggleColumn('half');
  await settle();
  expect(screen.getByRole('columnheader', { name: 'Half' })).toBeTruthy();
  expect(cellOf(11, 'half').textContent).toBe('429.2 MiB');
});

it('shows no English text where the language is Chinese', async () => {
  await renderView(new TestHost(family()), { language: 'zh' });
  fireEvent.click(rowOfPid(20));
  const english = new Set([...stringsIn(en), ...FIELDS.filter(({ header }) => header.en !== header.zh).map(({ header }) => header.en)]);
  for (const same of stringsIn(zh)) english.delete(same);
  const shown: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) shown.push(walker.currentNode.textContent ?? '');
  expect(shown).toContain('进程');
  expect(shown.filter((text) => english.has(text.trim()))).toEqual([]);
});

function stringsIn(words: object): string[] {
  return Object.values(words).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? stringsIn(value) : [],
  );
}
