// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TAB_FIELDS } from '../../renderer/details/tabFields.ts';
import { DETAIL_TABS } from '../../shared/settings/details.ts';
import { DEFAULTS } from '../../shared/settings/registry.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import type { Thread } from '../../shared/process/threads.ts';
import { installLayout, renderView, rowOfPid, settle, showPart } from './renderView.tsx';
import { CLOCK, process, TestHost } from './testHost.ts';

installLayout();
afterEach(() => vi.restoreAllMocks());

const table = () => [process({ pid: 1, ppid: 0, comm: 'init' }), process({ pid: 20, comm: 'victim', args: ['/bin/v', "it's", 'a b'] }), process({ pid: 30 })];
const details = () => within(screen.getByRole('complementary'));
async function open(host = new TestHost(table())) {
  const stores = await renderView(host);
  fireEvent.click(rowOfPid(20));
  await settle();
  return { host, stores };
}

describe('the parts of the details', () => {
  it('are reached with the keyboard, and the one that was shown last is shown again', async () => {
    const { host } = await open();
    const tabs = details().getAllByRole('tab');
    expect(tabs).toHaveLength(DETAIL_TABS.length);
    fireEvent.keyDown(rowOfPid(20), { key: 'Enter' });
    expect(document.activeElement).toBe(tabs[0]);
    act(() => tabs[0]!.focus());
    fireEvent.keyDown(tabs[0]!, { key: 'ArrowRight' });
    await settle();
    expect(details().getByRole('tab', { selected: true }).textContent).toBe('Explain');
    fireEvent.keyDown(document.activeElement!, { key: 'End' });
    await settle();
    expect(details().getByRole('tab', { selected: true }).textContent).toBe('Scheduling');
    await waitFor(() => expect(host.preferences.values.details.tab).toBe('scheduling'));
    fireEvent.click(rowOfPid(30));
    await settle();
    expect(details().getByRole('tab', { selected: true }).textContent).toBe('Scheduling');
  });

  it('begin as they were left', async () => {
    const host = new TestHost(table());
    host.preferences = { ...host.preferences, values: { ...DEFAULTS, details: { tab: 'limits', place: 'below', sizes: { right: 500, below: 250 } } } };
    await open(host);
    expect(details().getByRole('tab', { selected: true }).textContent).toBe('Limits');
    expect(screen.getByRole('main').className).toContain('details-below');
    expect(screen.getByRole('main').style.getPropertyValue('--details-size')).toBe('250px');
  });

  it('ask only for what is shown, and nothing while the view is paused or nobody can see it', async () => {
    const { host, stores } = await open();
    // React's strict mode shows everything twice.
    const times = (): number => host.asked.filter((what) => what === 'explain').length;
    expect(new Set(host.asked.filter((what) => what.startsWith('inspect')))).toEqual(new Set(['inspect identity']));
    expect(times()).toBe(0);
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setInterval', 'clearInterval'] });
    showPart('Explain');
    await settle();
    const first = times();
    expect(first).toBeGreaterThan(0);
    vi.advanceTimersByTime(3_000);
    await settle();
    expect(times()).toBe(first + 1);
    act(() => stores.pause.toggle());
    vi.advanceTimersByTime(30_000);
    await settle();
    expect(times()).toBe(first + 1);
    act(() => stores.pause.toggle());
    await settle();
    expect(times()).toBe(first + 2);
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    vi.advanceTimersByTime(30_000);
    await settle();
    expect(times()).toBe(first + 2);
    vi.useRealTimers();
  });

  it('say that the process has ended, when, and keep what was known', async () => {
    const host = new TestHost(table());
    host.inspections = { memory: { kind: 'read', values: { 'status.VmRSS': 4096 }, unknown: {} } };
    await open(host);
    showPart('Memory');
    await settle();
    expect(details().getByText(/4.0 KiB \(4,096 B\)/)).toBeTruthy();
    host.sample(table().filter(({ id }) => id.pid !== 20));
    await settle();
    const at = new Intl.DateTimeFormat('en', { second: '2-digit' }).format(CLOCK.takenAt + host.seq * 1000);
    expect(details().getByRole('status', { name: '' }).textContent).toContain(`:${at.padStart(2, '0')}`);
    expect(details().getByText(/4.0 KiB \(4,096 B\)/)).toBeTruthy();
  });

  it('tell why each value is not known, and on a system that tells none what the table knows', async () => {
    const host = new TestHost(table());
    host.inspections = { memory: { kind: 'read', values: { 'smaps.Pss': null, 'status.VmRSS': 1 }, unknown: { 'smaps.Pss': 'denied' } } };
    await open(host);
    showPart('Memory');
    await settle();
    const pair = details().getByText('Its share (PSS)').closest('.pair')!;
    expect(pair.textContent).toContain('– no permission');
    showPart('Scheduling');
    await settle();
    expect(details().getByText('This system, or this way of reading it, tells no more.')).toBeTruthy();
    expect(details().getByText('Priority').closest('.pair')!.textContent).toContain('20');
    for (const part of ['Threads', 'Limits', 'Environment']) {
      showPart(part);
      await settle();
      expect(details().getByText('This system, or this way of reading it, does not tell.')).toBeTruthy();
    }
  });

  it('hold every field of the table', () => {
    const placed = Object.values(TAB_FIELDS).flatMap(({ always, instead }) => [...always, ...instead]);
    const elsewhere = ['pid', 'comm', 'args', 'cpuTrend', 'memoryTrend'];
    expect([...placed, ...elsewhere].sort()).toEqual(FIELDS.map(({ id }) => id as string).sort());
  });

  it('are moved below and resized with the keyboard, within bounds', async () => {
    const { stores } = await open();
    fireEvent.click(details().getByRole('button', { name: 'Put the details below the table' }));
    expect(screen.getByRole('main').className).toContain('details-below');
    const edge = details().getByRole('separator');
    expect(edge.getAttribute('aria-orientation')).toBe('horizontal');
    fireEvent.keyDown(edge, { key: 'ArrowUp' });
    expect(edge.getAttribute('aria-valuenow')).toBe('324');
    for (let i = 0; i < 80; i++) fireEvent.keyDown(edge, { key: 'ArrowDown' });
    expect(edge.getAttribute('aria-valuenow')).toBe('140');
    fireEvent.doubleClick(edge);
    expect(stores.details.getState().sizes.below).toBe(300);
  });
});

describe('the history', () => {
  it('is told in words, with what is not known, and asked for with each sample', async () => {
    const host = new TestHost(table());
    host.tracks = [
      {
        key: '20:200',
        endedAt: null,
        series: {
          cpu: { ago: [200_000, 90_000, 1_000], values: [0, null, 50] },
          memory: { ago: [200_000], values: [1_048_576] },
          io: { ago: [200_000], values: [null] },
          threads: { ago: [200_000, 5_000], values: [1, 3] },
        },
      },
    ];
    await open(host);
    expect(details().getByText('The last 5 min')).toBeTruthy();
    expect(details().getByRole('img', { name: 'CPU of a core, the last 5 min: from 0.0 % to 50.0 %, now 50.0 %.' })).toBeTruthy();
    expect(details().getByRole('img', { name: 'Threads, the last 5 min: from 1 to 3, now 3.' })).toBeTruthy();
    expect(details().getByRole('img', { name: 'Reads and writes: nothing is known of the last 5 min.' })).toBeTruthy();
    expect(host.askedTracks.at(-1)).toMatchObject({ keys: ['20:200'], overMs: 600_000 });
    const before = host.askedTracks.length;
    host.sample(table());
    await settle();
    expect(host.askedTracks.length).toBe(before + 1);
  });

  it('has no graph of what this system does not tell', async () => {
    const host = new TestHost(table());
    host.capabilities = { ...host.capabilities, fields: host.capabilities.fields.filter((id) => id !== 'readRate' && id !== 'threads') };
    host.tracks = [{ key: '20:200', endedAt: null, series: { cpu: { ago: [1_000], values: [1] }, memory: { ago: [1_000], values: [1] } } }];
    await open(host);
    expect(
      details()
        .getAllByRole('img')
        .map((graph) => graph.getAttribute('aria-label')?.split(',')[0]),
    ).toEqual(['CPU of a core', 'Memory (RSS)']);
  });

  it('of who lived too briefly is not there, and says so', async () => {
    await open();
    expect(details().getByText(/Nothing is remembered of it/)).toBeTruthy();
  });
});

describe('the command line', () => {
  it('is copied so that a shell reads it back', async () => {
    const written: string[] = [];
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text: string) => Promise.resolve(void written.push(text)) } });
    await open();
    fireEvent.click(details().getByRole('button', { name: 'Copy, quoted for a shell' }));
    await settle();
    expect(written).toEqual([`/bin/v 'it'\\''s' 'a b'`]);
    expect(details().getByText('Copied')).toBeTruthy();
  });
});

describe('the environment', () => {
  it('A1 shows names, and values only where they are asked for: one, all, none again', async () => {
    const host = new TestHost(table());
    host.entries = ['HOME=/root', 'TOKEN=hunter2', 'B\udcff\u202eD=\u001b[31m'];
    await open(host);
    expect(host.asked.filter((what) => what.startsWith('environment'))).toEqual([]);
    showPart('Environment');
    await settle();
    expect(details().getByText('3 variables.')).toBeTruthy();
    expect(document.body.textContent).not.toContain('hunter2');
    expect(document.body.textContent).not.toMatch(/\u202e/);
    expect(details().getByText('B', { exact: false, selector: '.variable-name bdi' }).textContent).toContain('\\xff');
    fireEvent.click(details().getByRole('button', { name: 'Show the value of TOKEN' }));
    await settle();
    expect(details().getByText('hunter2')).toBeTruthy();
    expect(details().queryByText('/root')).toBeNull();
    fireEvent.click(details().getByRole('button', { name: 'Show all values' }));
    await settle();
    expect(details().getByText('/root')).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/\u001b/);
    fireEvent.click(details().getByRole('button', { name: 'Hide all values' }));
    await settle();
    expect(document.body.textContent).not.toContain('hunter2');
    fireEvent.click(details().getByRole('button', { name: 'Show all values' }));
    await settle();
    fireEvent.click(rowOfPid(30));
    await settle();
    expect(document.body.textContent).not.toContain('hunter2');
    expect(host.asked.filter((what) => what.startsWith('environment')).at(-1)).toBe('environment names');
  });
});

describe('limits', () => {
  it('mark what is near its end', async () => {
    const host = new TestHost(table());
    host.limits = {
      kind: 'read',
      limits: [
        { id: 'openFiles', soft: 100, hard: 'unlimited', used: 95, unknown: null },
        { id: 'fileSize', soft: 'unlimited', hard: 'unlimited', used: null, unknown: 'unsupported' },
        { id: 'realtime', soft: 0, hard: 0, used: 0, unknown: null },
      ],
    };
    await open(host);
    showPart('Limits');
    await settle();
    const [, files, size, realtime] = details().getAllByRole('row');
    expect(files!.textContent).toBe('Open files95.0 % used95100unlimited');
    expect(size!.textContent).toBe('Size of a file–unlimitedunlimited');
    expect(realtime!.className).toBe('');
  });
});

describe('threads', () => {
  const thread = (tid: number): Thread => ({
    tid,
    name: tid === 21 ? 'a\u202eb' : `t${tid}`,
    state: tid === 20 ? 'R' : 'S',
    cpuPercent: tid === 20 ? 50 : null,
    cpuTime: 1_000,
    nice: 0,
    processor: 1,
    wchan: tid === 21 ? 'ep_poll' : null,
    wchanUnknown: tid === 21 ? null : 'none',
  });

  it('of a thousand only those in sight are in the document, and only of those it is asked what they wait in', async () => {
    const host = new TestHost(table());
    host.threads = { kind: 'read', total: 10_001, threads: Array.from({ length: 1_000 }, (_, index) => thread(20 + index)) };
    await open(host);
    showPart('Threads');
    await settle();
    expect(details().getByText('The first 1,000 of 10,001 threads, in this order.')).toBeTruthy();
    const list = within(details().getByRole('table', { name: 'Threads' }));
    expect(list.getAllByRole('row').length).toBeLessThan(60);
    expect(list.getAllByRole('row')[1]!.textContent).toContain('50.0 %');
    expect(list.getAllByRole('row')[2]!.textContent).toContain('a\\u{202e}b');
    expect(list.getAllByRole('row')[2]!.textContent).toContain('ep_poll');
    expect(host.askedThreads[0]).toMatchObject({ order: { by: 'cpuPercent', direction: 'descending' }, waitsOf: [] });
    fireEvent.click(list.getByRole('button', { name: 'Sort by TID' }));
    await settle();
    const last = host.askedThreads.at(-1)!;
    expect(last.order).toEqual({ by: 'tid', direction: 'ascending' });
    expect(last.waitsOf[0]).toBe(20);
    expect(last.waitsOf.length).toBeLessThanOrEqual(60);
    expect(list.getByRole('button', { name: 'Sort by TID' }).closest('[role="columnheader"]')!.getAttribute('aria-sort')).toBe('ascending');
  });
});
