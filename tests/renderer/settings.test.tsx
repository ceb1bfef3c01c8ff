// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { DEFAULTS, entryOf, type Settings, SETTING_IDS, type SomeSettings } from '../../shared/settings/registry.ts';
import { cellOf, installLayout, names, renderView, rowOfPid, settle } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const table = () => [
  process({ pid: 1, ppid: 0, comm: 'init' }),
  process({ pid: 20, comm: 'shell', rss: 13_001_728 }),
  process({ pid: 21, ppid: 20, comm: 'job' }),
];
const hostWith = (values: SomeSettings = {}, more: Partial<TestHost['preferences']> = {}): TestHost => {
  const host = new TestHost(table());
  host.preferences = { ...host.preferences, values: { ...DEFAULTS, ...values } as Settings, ...more };
  return host;
};
const openDialog = (): HTMLElement => {
  fireEvent.keyDown(document.body, { key: ',', ctrlKey: true });
  return screen.getByRole('dialog', { name: /^(Settings|设置)$/ });
};
const rowOf = (id: string): HTMLElement => document.querySelector<HTMLElement>(`[data-setting="${id}"]`)!;
const radio = (name: string): HTMLInputElement => screen.getByRole('radio', { name });
/** All that the view has told, as one change. */
const told = (host: TestHost): object => Object.assign({}, ...host.saved.map(({ set }) => set)) as object;
const saved = (host: TestHost, set: object): Promise<void> => waitFor(() => expect(told(host)).toMatchObject(set));
/** Longer than the pause between two messages. */
const later = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 200)));

describe('the settings dialog', () => {
  it('has every setting that has an entry, with its line and its own control; the desktop app’s only there', async () => {
    await renderView(hostWith());
    openDialog();
    const shown = (): string[] => [...document.querySelectorAll<HTMLElement>('[data-setting]')].map(({ dataset }) => dataset['setting']!).sort();
    const wanted = (isDesktop: boolean) => SETTING_IDS.filter((id) => entryOf(id) !== null && (isDesktop || entryOf(id)!.group !== 'desktop'));
    expect(shown()).toEqual([...wanted(false)].sort());
    for (const id of wanted(false)) expect(rowOf(id).textContent).toContain(entryOf(id)!.help.en);
    cleanup();
    await renderView(hostWith({}, { isDesktop: true }));
    openDialog();
    expect(shown()).toEqual([...wanted(true)].sort());
    expect(screen.getByRole('switch', { name: 'Tray icon' })).toBeTruthy();
  });

  it('changes theme, density, units, CPU mode and interval at once, and tells the host', async () => {
    const host = hostWith();
    await renderView(host);
    host.tellSystem();
    await settle();
    openDialog();
    expect(document.documentElement.dataset['theme']).toBe('light');
    fireEvent.click(radio('Dark'));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    fireEvent.click(radio('Airy'));
    expect(document.querySelector<HTMLElement>('.table')!.style.getPropertyValue('--row')).toBe('28px');
    expect(document.querySelector<HTMLElement>('.lines')!.style.height).toBe('84px');
    expect(rowOfPid(20).style.transform).toBe('translateY(28px)');
    expect(cellOf(20, 'rss').textContent).toBe('12.4 MiB');
    fireEvent.click(radio('kB, MB, GB'));
    expect(cellOf(20, 'rss').textContent).toBe('13.0 MB');
    expect(document.querySelector('.strip')!.textContent).toContain('GB');
    fireEvent.click(radio('Of the machine'));
    expect(screen.getByRole('columnheader', { name: 'CPU of all cores' })).toBeTruthy();
    const slider = screen.getByRole('slider', { name: 'Interval' });
    fireEvent.change(slider, { target: { value: '2500' } });
    expect([slider.getAttribute('aria-valuetext'), rowOf('interval').querySelector('output')!.textContent]).toEqual(['2.5 s', '2.5 s']);
    await saved(host, { theme: 'dark', density: 28, units: 'decimal', cpuMode: 'machine', interval: 2500 });
  });

  it('the system’s theme is followed as long as none is chosen, also when that changes', async () => {
    const system = { matches: true, listeners: new Set<() => void>() };
    vi.stubGlobal('matchMedia', () => ({
      get matches() {
        return system.matches;
      },
      addEventListener: (_: string, listener: () => void) => system.listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => system.listeners.delete(listener),
    }));
    const turn = (isDark: boolean): void => {
      system.matches = isDark;
      act(() => system.listeners.forEach((listener) => listener()));
    };
    try {
      const { settings } = await renderView(hostWith());
      const theme = (): string | undefined => document.documentElement.dataset['theme'];
      expect(theme()).toBe('dark');
      turn(false);
      expect(theme()).toBe('light');
      act(() => settings.change({ theme: 'light' }));
      turn(true);
      expect(theme()).toBe('light');
      act(() => settings.reset(['theme']));
      expect(theme()).toBe('dark');
      cleanup();
      expect(system.listeners.size).toBe(0);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('speaks the language that is chosen, at once', async () => {
    await renderView(hostWith());
    openDialog();
    fireEvent.click(radio('中文'));
    expect(screen.getByRole('dialog', { name: '设置' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('zh-Hans');
    fireEvent.click(within(rowOf('language')).getByRole('radio', { name: '跟随系统' }));
    expect(screen.getByRole('dialog', { name: 'Settings' })).toBeTruthy();
  });

  it('a setting that has left its default can be reset, and the reset taken back; the focus stays in its row', async () => {
    const host = hostWith({ theme: 'dark', interval: 5000 });
    await renderView(host);
    await settle();
    openDialog();
    expect(rowOf('density').querySelector('.settings-reset')!.classList.contains('usual')).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Theme: back to the default' }));
    expect(radio('Light').closest('fieldset')!.querySelector<HTMLInputElement>('input:checked')!.parentElement!.textContent).toBe('System');
    expect(rowOf('theme').contains(document.activeElement)).toBe(true);
    expect(screen.getByText(/“Theme” is at its default again/)).toBeTruthy();
    await waitFor(() => expect(host.saved).toEqual([{ set: {}, reset: ['theme'] }]));
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(radio('Dark').checked).toBe(true);
    await waitFor(() => expect(host.preferences.values.theme).toBe('dark'));
  });

  it('everything is reset at once, and all of it comes back with one click; sets of columns and the window are left alone', async () => {
    const kept = { columnSets: [{ name: 'mine', columns: ['pid'], widths: {} }], window: { x: 1, y: 2, width: 900, height: 600, isMaximized: false } };
    const chosen: SomeSettings = { theme: 'dark', density: 20, columns: ['pid', 'rss'], widths: { pid: 99 }, marksNew: false };
    const host = hostWith({ ...kept, ...chosen });
    await renderView(host);
    await settle();
    const dialog = openDialog();
    const all = within(dialog).getByRole('button', { name: 'Reset all' });
    fireEvent.click(all);
    expect(all.hasAttribute('disabled')).toBe(true);
    await waitFor(() => expect(host.preferences.values).toEqual({ ...DEFAULTS, ...kept }));
    expect(screen.getAllByRole('columnheader')).toHaveLength(9);
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(host.preferences.values).toEqual({ ...DEFAULTS, ...kept, ...chosen }));
    expect(screen.getAllByRole('columnheader')).toHaveLength(3);
  });

  it('opens from the toolbar and from the host’s menu, and closes with its button', async () => {
    const host = hostWith();
    await renderView(host);
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
    fireEvent.click(screen.getByRole('button', { name: 'Close the settings' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await settle();
    act(() => host.tell('show', { what: 'settings' }));
    await settle();
    expect(screen.getByRole('dialog', { name: 'Settings' })).toBeTruthy();
  });

  it.each<[Partial<TestHost['preferences']>, RegExp]>([
    [{ notice: { kind: 'set-aside', as: '/c/settings.json.broken' } }, /could not be understood.*settings\.json\.broken.*the defaults hold/],
    [{ notice: { kind: 'set-aside', as: null } }, /could not be understood/],
    [{ notice: { kind: 'partly', settings: ['density', 'theme'], as: '/c/\u202ebroken' } }, /do not fit.*Density, Theme.*\/c\/\\u\{202e\}broken/],
    [{ notice: { kind: 'unwritable', code: 'EROFS' } }, /cannot be kept \(EROFS\)/],
    [{ notice: { kind: 'unreadable', code: 'EACCES' } }, /cannot be read \(EACCES\)/],
  ])('says what is wrong with the file, until that is read (%j)', async (more, text) => {
    const host = hostWith({}, more);
    await renderView(host);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(text);
    fireEvent.click(screen.getByRole('button', { name: 'Close this message' }));
    expect(screen.queryByRole('alert')).toBeNull();
    act(() => host.tell('settings', { ...host.preferences, values: { ...host.preferences.values, theme: 'dark' } }));
    await settle();
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('settings and the view', () => {
  it('a change by another view is followed: language, columns, widths, calm', async () => {
    const host = hostWith();
    const { calm } = await renderView(host);
    await settle();
    const values: Settings = { ...DEFAULTS, language: 'zh', columns: ['rss', 'pid'], widths: { rss: 222 }, keepsEnded: false };
    act(() => host.tell('settings', { ...host.preferences, values }));
    await settle();
    expect(screen.getAllByRole('columnheader').map(({ dataset }) => dataset['field'])).toEqual(['comm', 'rss', 'pid']);
    expect(document.querySelector<HTMLElement>('.table')!.style.getPropertyValue('--columns')).toContain('222px');
    expect(document.documentElement.lang).toBe('zh-Hans');
    expect(calm.getState().keepsEnded).toBe(false);
    await later();
    expect(host.saved).toEqual([]);
  });

  it('columns, widths, sort and arrangement are kept as they are changed, and a new window begins with them', async () => {
    const host = hostWith();
    const { view } = await renderView(host);
    await settle();
    act(() => {
      view.toggleColumn('nice');
      view.resizeColumn('pid', 133);
      view.setState({ sort: { fieldId: 'rss', direction: 'descending' } });
      view.arrange('flat');
    });
    await saved(host, { columns: [...DEFAULTS.columns, 'nice'], widths: { pid: 133 }, sort: { fieldId: 'rss', direction: 'descending' }, arrangement: 'flat' });
    cleanup();
    const again = await renderView(host);
    await settle();
    expect(again.view.getState()).toMatchObject({
      columns: [...DEFAULTS.columns, 'nice'],
      sort: { fieldId: 'rss', direction: 'descending' },
      arrangement: 'flat',
    });
    expect(again.view.getState().widths).toEqual(new Map([['pid', 133]]));
  });

  it('an open window keeps its own sort when another is sorted', async () => {
    const host = hostWith();
    const { view } = await renderView(host);
    await settle();
    act(() => host.tell('settings', { ...host.preferences, values: { ...DEFAULTS, sort: { fieldId: 'rss', direction: 'descending' } } }));
    await settle();
    expect(view.getState().sort).toEqual(DEFAULTS.sort);
  });

  it('what is changed while an older answer is under way is not undone by it, and is told next', async () => {
    const host = hostWith();
    let answer = (): void => {};
    host.delay = new Promise((resolve) => (answer = resolve));
    const { settings } = await renderView(host);
    await settle();
    act(() => settings.change({ interval: 2000 }));
    await settle();
    act(() => settings.change({ interval: 3000 }));
    answer();
    await settle();
    expect(settings.getState().values.interval).toBe(3000);
    await waitFor(() => expect(host.saved.map(({ set }) => set)).toEqual([{ interval: 2000 }, { interval: 3000 }]));
    await later();
    expect(host.preferences.values.interval).toBe(3000);
  });

  it('what is not told yet when the page goes away is told then', async () => {
    const host = hostWith();
    const { settings } = await renderView(host);
    await settle();
    act(() => settings.change({ interval: 2000 }));
    await settle();
    act(() => settings.change({ interval: 3000, theme: 'dark' }));
    fireEvent(window, new Event('pagehide'));
    await settle();
    expect(host.preferences.values).toMatchObject({ interval: 3000, theme: 'dark' });
  });

  it('what was changed without a connection is told to the next one', async () => {
    const host = hostWith();
    const { settings, link } = await renderView(host);
    await settle();
    act(() => host.lose());
    await settle();
    act(() => settings.change({ theme: 'dark' }));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    act(() => link.retry());
    await waitFor(() => expect(host.preferences.values.theme).toBe('dark'));
    expect(document.documentElement.dataset['theme']).toBe('dark');
  });

  it('what the host does not take is as it was, and that is said', async () => {
    const host = hostWith();
    const { settings } = await renderView(host);
    await settle();
    act(() => settings.change({ interval: 7 }));
    await waitFor(() => expect(settings.getState().refusal).toContain('does not fit'));
    expect(settings.getState().values.interval).toBe(1000);
    expect(screen.getByRole('alert').textContent).toContain('was not taken');
  });
});

describe('branches over a restart', () => {
  const later2 = () => [
    process({ pid: 5, ppid: 0, comm: 'init' }),
    process({ pid: 70, ppid: 5, comm: 'shell' }),
    process({ pid: 71, ppid: 70, comm: 'job' }),
    process({ pid: 80, ppid: 5, comm: 'other' }),
    process({ pid: 81, ppid: 80, comm: 'job' }),
  ];

  it('are as they were left, by program path, whatever the pids are now; what is as at first is not kept', async () => {
    const host = hostWith();
    const { view, processes } = await renderView(host);
    await settle();
    act(() => view.expand(processes.getState().rows.get('20:200')!, false));
    await waitFor(() => expect(host.preferences.values.branches).toEqual([['init/shell', false]]));
    cleanup();
    host.rows = later2();
    const again = await renderView(host);
    await settle();
    expect(names()).toEqual(['init', 'shell', 'other', 'job']);
    // One that comes later is found too.
    host.sample([...later2(), process({ pid: 90, ppid: 5, comm: 'shell' }), process({ pid: 91, ppid: 90, comm: 'job' })]);
    await settle();
    expect(names()).toEqual(['init', 'shell', 'other', 'job', 'shell']);
    act(() => again.view.expand(again.processes.getState().rows.get('70:700')!, true));
    await waitFor(() => expect(host.preferences.values.branches).toEqual([]));
    expect(names()).toEqual(['init', 'shell', 'job', 'other', 'job', 'shell']);
  });
});

describe('groups over a restart', () => {
  it('are as they were left', async () => {
    const host = hostWith();
    const { view } = await renderView(host);
    await settle();
    act(() => view.arrange('user'));
    fireEvent.click(document.querySelector('[data-key^="group:"] .twisty')!);
    await waitFor(() => expect(host.preferences.values.branches).toHaveLength(1));
    const [[key, isOpen] = []] = host.preferences.values.branches;
    expect([key?.startsWith('group:'), isOpen]).toEqual([true, true]);
    const shown = names();
    expect(shown.length).toBeGreaterThan(1);
    cleanup();
    const again = await renderView(host);
    await settle();
    expect([again.view.getState().arrangement, names()]).toEqual(['user', shown]);
    act(() => again.view.expandMany(new Map([[key!, false]])));
    await waitFor(() => expect(host.preferences.values.branches).toEqual([]));
  });
});

describe('actions that the user does not want to be asked about', () => {
  const actOn = async (host: TestHost, words: string): Promise<void> => {
    await renderView(host);
    await settle();
    fireEvent.click(rowOfPid(20));
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    fireEvent.click(screen.getByRole('option', { name: new RegExp(`^${words}`) }));
    await settle();
  };

  it('are done without a dialog where they are harmless and for one', async () => {
    const host = hostWith({ asksBefore: ['resume', 'nice'] });
    host.outcome = { kind: 'sent' };
    await actOn(host, 'Suspend');
    expect(host.sent).toMatchObject([{ signal: 'SIGSTOP', scope: 'process', targets: [{ pid: 20 }] }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('nice is changed by its key at once, and shows its plan where it is asked about', async () => {
    const host = hostWith({ asksBefore: [] });
    await renderView(host);
    await settle();
    fireEvent.click(rowOfPid(20));
    fireEvent.keyDown(rowOfPid(20), { key: 'F8' });
    await settle();
    expect(host.changed).toMatchObject([{ change: { kind: 'nice', nice: 1 }, targets: [{ pid: 20 }] }]);
    expect(screen.queryByRole('dialog')).toBeNull();
    act(() => host.tell('settings', { ...host.preferences, values: DEFAULTS }));
    await settle();
    fireEvent.keyDown(rowOfPid(20), { key: 'F8' });
    await settle();
    expect(host.changed).toHaveLength(1);
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('show what went wrong', async () => {
    const host = hostWith({ asksBefore: [] });
    host.outcome = { kind: 'denied', owner: 'root' };
    await actOn(host, 'Suspend');
    expect(host.sent).toHaveLength(1);
    expect(screen.getByRole('dialog').textContent).toContain('Outcome');
  });

  it('always show their plan where several are meant, where it is refused, and where it may end a process', async () => {
    const host = hostWith({ asksBefore: [] });
    // An ancestor of the engine, which its plan refuses.
    host.rows.push(process({ pid: 9998, comm: 'shell of the engine' }));
    const { view, processes } = await renderView(host);
    await settle();
    const { rows } = processes.getState();
    const tryAll = async (): Promise<void> => {
      for (const key of ['T', 'K', 'k', 'F9']) {
        fireEvent.keyDown(document.body, { key });
        await settle();
        expect([key, screen.queryAllByRole('dialog').length]).toEqual([key, 1]);
        fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
      }
    };
    act(() => view.select(rows.get('20:200')!));
    await tryAll();
    act(() => view.mark([rows.get('20:200')!, rows.get('21:210')!]));
    fireEvent.keyDown(document.body, { key: 'F8' });
    await settle();
    expect(screen.getByRole('dialog')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    act(() => {
      view.clearMarks();
      view.select(rows.get('9998:99980')!);
    });
    fireEvent.keyDown(document.body, { key: 'F8' });
    await settle();
    expect(screen.getByRole('dialog')).toBeTruthy();
    expect([host.sent, host.sentToTrees, host.changed]).toEqual([[], [], []]);
  });
});
