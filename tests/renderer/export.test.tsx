// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatRowText, formatTableCsv, formatTableJson, formatTableMarkdown, formatTextTree, type SeenTable } from '../../renderer/export/tableExport.ts';
import { lineFacts, linesOf } from '../../renderer/state/lines.ts';
import { createViewStore } from '../../renderer/state/viewStore.ts';
import { findField } from '../../shared/fields/registry.ts';
import { formatCsv } from '../../shared/process/csv.ts';
import type { Row } from '../../shared/process/row.ts';
import { buildTree } from '../../shared/process/tree.ts';
import { installLayout, renderView, rowOfPid } from './renderView.tsx';
import { CLOCK, process, TestHost } from './testHost.ts';

installLayout();
afterEach(() => void vi.restoreAllMocks());

const ROWS = [
  process({ pid: 1, ppid: 0, comm: 'init', nice: -5, rss: 2_097_152 }),
  process({ pid: 10, comm: '=cmd|x', args: ['@SUM(A1)', 'a"b,c'], cpuPercent: null }),
  process({ pid: 11, ppid: 10, comm: '<b>\u001b[31m\u202e', args: ['-x', '`rm`', 'new\nline'], user: '+me' }),
  process({ pid: 20, comm: 'last', args: [] }),
];

function seen(rows: readonly Row[] = ROWS, ids: readonly string[] = ['pid', 'nice', 'user', 'cpuPercent', 'rss', 'args'], filter = ''): SeenTable {
  const view = createViewStore('en');
  view.filterBy(filter);
  const table = { rows: new Map(rows.map((row) => [row.key, row])), tree: buildTree(rows), clock: CLOCK, exited: new Map() };
  return { lines: linesOf(lineFacts(table, view.getState())).lines, fields: ids.map((id) => findField(id)!), clock: CLOCK, language: 'en' };
}

/** Controls but line ends, and what turns or hides text. */
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

describe('export', () => {
  it('A18 CSV: no text is a formula, numbers stay numbers, a newline in a name makes no new line, unknown is empty', () => {
    const lines = formatTableCsv(seen()).split('\r\n');
    expect(lines[0]).toBe('depth,name,pid,nice,user,cpuPercent,rss,args');
    expect(lines[1]).toBe('0,init,1,-5,root,0,2097152,/bin/p1');
    expect(lines[2]).toBe('1,"\'=cmd|x",10,0,root,,1048576,"\'@SUM(A1) a""b,c"');
    expect(lines[3]).toBe('2,<b>\\e[31m\\u{202e},11,0,"\'+me",0,1048576,"\'-x `rm` new\\nline"');
    expect(lines).toHaveLength(ROWS.length + 2);
    expect(formatCsv([['\tx', '\r', -1, "it's"]])).toBe(`"'\tx","'\r",-1,"it's"\r\n`);
  });

  it('JSON: every value as it is, unknown is null, and no control character in the text', () => {
    const text = formatTableJson(seen());
    const { processes } = JSON.parse(text) as { processes: Record<string, unknown>[] };
    expect(processes[1]).toEqual({ depth: 1, name: '=cmd|x', pid: 10, nice: 0, user: 'root', cpuPercent: null, rss: 1_048_576, args: ['@SUM(A1)', 'a"b,c'] });
    expect(processes[2]?.['name']).toBe('<b>\u001b[31m\u202e');
    expect(text).not.toMatch(HIDDEN);
  });

  it('text: the guides of pstree, one line a row', () => {
    expect(formatTextTree(seen(ROWS, ['pid', 'args']))).toBe(
      'init  1  /bin/p1\n├─ =cmd|x  10  @SUM(A1) a"b,c\n│  └─ <b>\\e[31m\\u{202e}  11  -x `rm` new\\nline\n└─ last  20  [last]\n',
    );
    const deep = formatTextTree(
      seen(
        Array.from({ length: 40 }, (_, index) => process({ pid: index + 1, ppid: index })),
        ['pid'],
      ),
    ).split('\n');
    expect(deep[39]).toContain('[39] ');
    expect(deep[39]!.length).toBeLessThan(100);
  });

  it('Markdown: a table in which nothing is markup', () => {
    const lines = formatTableMarkdown(seen(ROWS, ['pid', 'args'])).split('\n');
    expect(lines.slice(0, 2)).toEqual(['| Process | PID | Command |', '| --- | ---: | --- |']);
    expect(lines[3]).toBe('| ├─ =cmd\\|x | 10 | \\@SUM(A1) a"b,c |');
    expect(lines[4]).toBe('| │  └─ \\<b\\>\\\\e\\[31m\\\\u\\{202e\\} | 11 | -x \\`rm\\` new\\\\nline |');
  });

  it.each([formatTableCsv, formatTextTree, formatTableMarkdown])('A5 A6 lets through no hidden character: %o', (format) => {
    expect(format(seen())).not.toMatch(HIDDEN);
    expect(formatRowText(ROWS[2]!, seen())).not.toMatch(/[\u0000-\u0008\n]/);
  });

  it('has what the filter lets through, with what is above it, and no more', () => {
    expect(formatTextTree(seen(ROWS, ['pid'], 'pid:20'))).toBe('init  1\n└─ last  20\n');
  });
});

describe('in the view', () => {
  it('e saves what is seen, in its order, with the columns that are shown', async () => {
    const saved: { name: string; blob: Blob }[] = [];
    let last: Blob = new Blob();
    Object.assign(URL, { createObjectURL: (blob: Blob) => ((last = blob), 'blob:x'), revokeObjectURL: () => {} });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: last });
    });
    const stores = await renderView(new TestHost(ROWS));
    act(() => stores.view.showColumns(['pid'], {}));
    act(() => stores.view.sortBy(findField('rss')!));
    fireEvent.keyDown(document.body, { key: 'e' });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('option', { name: /^CSV/ }));
    expect(saved.map(({ name }) => name)).toEqual(['processes.csv']);
    expect(await saved[0]!.blob.text()).toBe('depth,name,pid\r\n0,init,1\r\n1,"\'=cmd|x",10\r\n2,<b>\\e[31m\\u{202e},11\r\n1,last,20\r\n');
  });

  it('y copies the command line for a shell, Y the row as it is shown; of the marked ones all', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
    Object.assign(navigator, { clipboard: { writeText } });
    const stores = await renderView(new TestHost(ROWS));
    fireEvent.click(rowOfPid(11));
    fireEvent.keyDown(document.body, { key: 'y' });
    expect(writeText.mock.lastCall?.[0]).toBe("-x '`rm`' $'new\\x0aline'");
    act(() => stores.view.mark([ROWS[0]!, ROWS[3]!]));
    fireEvent.keyDown(document.body, { key: 'y' });
    expect(writeText.mock.lastCall?.[0]).toBe('/bin/p1\n[last]');
    act(() => stores.view.showColumns(['pid', 'rss'], {}));
    fireEvent.keyDown(document.body, { key: 'Y' });
    expect(writeText.mock.lastCall?.[0]).toBe('init\t1\t2.0 MiB\nlast\t20\t1.0 MiB');
  });
});
