// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { cellOf, installLayout, names, renderView, settle } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const rows = () => [
  process({ pid: 1, ppid: 0, comm: 'init' }),
  process({ pid: 2, state: 'R', comm: 'busy', cpuPercent: 180, threads: 4 }),
  process({ pid: 3, state: 'Z', comm: 'dead', threads: 1 }),
];
const card = (name: string): HTMLElement => screen.getByRole('region', { name });
const chip = (letter: string): HTMLElement => {
  const found = screen.getAllByRole('button').find((button) => button.dataset['state'] === letter);
  if (found === undefined) throw new Error(`no chip ${letter}`);
  return found;
};

async function show(host: TestHost, line: Parameters<TestHost['tellSystem']>[0] = {}, language: 'en' | 'zh' = 'en') {
  const stores = await renderView(host, { language });
  host.tellSystem(line);
  await settle();
  return stores;
}

describe('cards', () => {
  it('CPU: busy is neither idle nor waiting for a disk; kinds, load, and each core in the explanation', async () => {
    await show(new TestHost(rows()));
    const cpu = card('CPU');
    expect(cpu.textContent).toContain('CPU 40.0 % of 2 cores');
    for (const text of ['load 0.50 1.00 12.25', 'user 30 %', 'system 10 %', 'iowait 5 %', 'steal 0 %']) expect(cpu.textContent).toContain(text);
    expect(cpu.dataset['reason']).toContain('Core 0: 70.0 % (user 60.0 %');
    expect(cpu.dataset['reason']).toContain('something waited 1.50 %');
    expect(cpu.querySelectorAll('.cores .track')).toHaveLength(2);
  });

  it('memory: used is what is not available', async () => {
    await show(new TestHost(rows()));
    const memory = card('Memory');
    for (const text of ['Memory 6.0 / 16.0 GiB', 'available 10.0 GiB', 'pressure 0.3 %', 'swap 0 B / 2.0 GiB']) expect(memory.textContent).toContain(text);
    expect(memory.dataset['reason']).toContain('Pressure on disks: This system, or this way of reading it, does not tell.');
    expect(memory.querySelector('.user')?.getAttribute('width')).toBe('37.5');
    expect(memory.querySelector('.cached')?.getAttribute('width')).toBe('25');
  });

  it('processes: by state, threads, forks and how many no sample saw; a state without any stays in its place', async () => {
    const host = new TestHost(rows());
    await show(host);
    const processes = card('Processes');
    for (const text of ['Processes 3', '6 threads', '41 forks/s', '≤ 12 short-lived']) expect(processes.textContent).toContain(text);
    const letters = () =>
      within(card('Processes'))
        .getAllByRole('button')
        .map(({ textContent }) => textContent);
    expect(letters()).toEqual(['R running or ready 1', 'S sleeping 1', 'D uninterruptible sleep 0', 'T stopped 0', 'Z zombie 1', 'I idle kernel thread 0']);
    host.sample(host.rows.slice(0, 1));
    await waitFor(() => expect(letters()[4]).toBe('Z zombie 0'));
    expect(letters()).toHaveLength(6);
  });

  it('a click on a state shows only these, another click all', async () => {
    await show(new TestHost(rows()));
    fireEvent.click(chip('R'));
    expect(chip('R').getAttribute('aria-pressed')).toBe('true');
    expect(names()).toEqual(['init', 'busy']);
    fireEvent.click(chip('R'));
    expect(names()).toEqual(['init', 'busy', 'dead']);
  });

  it('D9 what is unknown is a dash with its reason', async () => {
    await show(new TestHost(rows()), {
      cpu: null,
      cpus: null,
      cores: [],
      load: null,
      memory: null,
      forks: null,
      unknown: { cpu: 'unsupported', load: 'denied', memory: 'unsupported', available: 'unsupported', forks: 'first-sample' },
    });
    expect(card('CPU').textContent).toContain('CPU –');
    expect(within(card('CPU')).getByText('load –').dataset['reason']).toContain('Needs more privilege');
    expect(card('Memory').textContent).toContain('Memory –');
    expect(within(card('Processes')).getByText('– forks/s').dataset['reason']).toContain('Needs two samples');
    expect(screen.getByRole('button', { name: /CPU in percent of the whole machine/ }).getAttribute('aria-disabled')).toBe('true');
  });

  it('speaks Chinese', async () => {
    await show(new TestHost(rows()), {}, 'zh');
    expect(card('内存').textContent).toContain('可用 10.0 GiB');
    expect(card('进程').textContent).toContain('短命 ≤ 12');
  });

  it('keeps a minute of CPU, and draws it', async () => {
    const host = new TestHost(rows());
    const stores = await show(host);
    host.tellSystem();
    await settle();
    expect(stores.system.getState().cpuHistory.map(({ value }) => value)).toEqual([40, 40]);
    expect(within(card('CPU')).getByRole('img').querySelectorAll('polyline')).toHaveLength(1);
  });
});

describe('CPU of a core or of the machine', () => {
  it('the switch divides by the number of cores, and the header says so', async () => {
    await show(new TestHost(rows()));
    const value = () => cellOf(2, 'cpuPercent').textContent;
    expect(value()).toBe('180.0 %');
    fireEvent.click(screen.getByRole('button', { name: /CPU in percent of the whole machine/ }));
    expect(value()).toBe('90.0 %');
    expect(screen.getByRole('columnheader', { name: 'CPU of all cores' })).toBeTruthy();
    fireEvent.keyDown(document.body, { key: 'I', shiftKey: true });
    expect(value()).toBe('180.0 %');
    expect(screen.getByRole('columnheader', { name: 'CPU of a core' })).toBeTruthy();
  });

  it('does nothing while the number of cores is not known', async () => {
    await renderView(new TestHost(rows()));
    fireEvent.keyDown(document.body, { key: 'I', shiftKey: true });
    expect(cellOf(2, 'cpuPercent').textContent).toBe('180.0 %');
  });
});

describe('status bar', () => {
  const status = (): HTMLElement => screen.getByRole('contentinfo', { name: 'Status' });

  it('own cost is that of the engine and its helpers, each named', async () => {
    await renderView(
      new TestHost([
        ...rows(),
        process({ pid: 9999, ppid: 1, sid: 1, comm: 'node', cpuPercent: 1.5, rss: 60 * 2 ** 20 }),
        process({ pid: 10_000, ppid: 9999, sid: 1, comm: 'reader', cpuPercent: 0.25, rss: 40 * 2 ** 20 }),
        process({ pid: 10_001, ppid: 9999, sid: 10_001, comm: 'browser', cpuPercent: 50, rss: 999 * 2 ** 20 }),
      ]),
    );
    const own = screen.getByText('own cost', { exact: false });
    expect(own.textContent).toBe('own cost 1.8 % · 100.0 MiB');
    expect(own.dataset['reason']).toContain('RSS');
    expect(own.dataset['reason']).toContain('reader (10000): 0.3 %, 40.0 MiB RSS');
    expect(own.dataset['reason']).not.toContain('browser');
  });

  it('the PSS of its own processes is asked for, kept once it is told, and not asked for again', async () => {
    const engine = (values: object) => process({ pid: 9999, ppid: 1, sid: 1, comm: 'node', rss: 60 * 2 ** 20, ...values }, null);
    const host = new TestHost([...rows(), engine({ pss: null })]);
    await renderView(host);
    const asksForPss = () =>
      host.watched.at(-1)?.wishes.some(({ fields, keys }) => fields.join() === 'pss' && keys.includes('9999:99990') && keys.length === 1);
    await waitFor(() => expect(asksForPss()).toBe(true));
    host.sample([...host.rows.slice(0, -1), engine({ pss: 20 * 2 ** 20 })]);
    await waitFor(() => expect(screen.getByText('own cost', { exact: false }).textContent).toContain('20.0 MiB'));
    await waitFor(() => expect(asksForPss()).toBe(false));
    host.sample([...host.rows.slice(0, -1), engine({ pss: null, cpuPercent: 3 })]);
    await waitFor(() => expect(screen.getByText('own cost', { exact: false }).textContent).toBe('own cost 3.0 % · 20.0 MiB'));
    expect(screen.getByText('own cost', { exact: false }).dataset['reason']).toContain('20.0 MiB PSS');
  });

  it('says how often, and why less often', async () => {
    const host = new TestHost(rows());
    await renderView(host);
    host.tellStatus({});
    await waitFor(() => expect(status().textContent).toContain('every 1 s'));
    host.tellStatus({ interval: 4000, slowed: ['cost', 'battery'] });
    await waitFor(() => expect(status().textContent).toContain('every 4 s (a sample costs more than 5 % of its time, on battery)'));
  });

  it('D9 a banner says that processes are hidden, as long as they are', async () => {
    const host = new TestHost(rows());
    await renderView(host);
    host.tellStatus({ hiding: { hidepid: 2, isSubset: true } });
    await screen.findByText(/hidden from you.*hidepid=2/);
    expect(screen.getByText(/subset=pid/)).toBeTruthy();
    host.tellStatus({});
    await waitFor(() => expect(screen.queryByText(/hidden from you/)).toBeNull());
  });

  it('a sampler that gives no sign is told of with the age of the table, and begun anew on request', async () => {
    const host = new TestHost(rows());
    await renderView(host);
    host.tellStatus({ failure: { kind: 'stalled', message: '' } });
    expect((await screen.findByText(/has not been read for some time/)).textContent).toMatch(/What you see is of .*\d/);
    fireEvent.click(screen.getByRole('button', { name: 'Start sampling anew' }));
    await waitFor(() => expect(host.restarts).toBe(1));
    host.tellStatus({ failure: { kind: 'failed', message: 'EMFILE\u202e' } });
    await screen.findByText(/cannot be read: EMFILE<U\+202E>|cannot be read: EMFILE/);
    expect(screen.queryByRole('button', { name: 'Start sampling anew' })).toBeNull();
    host.tellStatus({});
    await waitFor(() => expect(screen.queryByText(/cannot be read/)).toBeNull());
  });
});
