// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../renderer/commands/commands.ts';
import { formatShortcut } from '../../renderer/commands/shortcuts.ts';
import { installLayout, names, renderView, rowOfPid } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const family = () => [
  process({ pid: 1, ppid: 0, comm: 'init' }),
  process({ pid: 10, ppid: 1, comm: 'shell', user: 'dev', cpuPercent: 5 }),
  process({ pid: 11, ppid: 10, comm: 'big', user: 'dev', rss: 2 ** 31 }),
  process({ pid: 12, ppid: 11, comm: 'leaf' }),
  process({ pid: 20, ppid: 1, comm: 'daemon', cpuPercent: 50 }),
  process({ pid: 21, ppid: 20, comm: 'child' }),
];
const press = (key: string, more: object = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const choose = (name: string | RegExp): void => void fireEvent.click(within(screen.getByRole('dialog')).getByRole('option', { name }));
const options = (): string[] =>
  within(screen.getByRole('dialog'))
    .queryAllByRole('option')
    .map((option) => option.querySelector('.item-name')?.textContent ?? '');

describe('keyboard', () => {
  it('no key belongs to two commands', () => {
    const keys = COMMANDS.flatMap(({ shortcuts }) => shortcuts.map(formatShortcut));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    const ids = COMMANDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('t goes from the tree to the flat list and back; P and M sort', async () => {
    await renderView(new TestHost(family()));
    press('M');
    expect(names()).toEqual(['init', 'shell', 'big', 'leaf', 'daemon', 'child']);
    press('t');
    expect(names()[0]).toBe('big');
    press('P');
    expect(names().slice(0, 2)).toEqual(['daemon', 'shell']);
    press('t');
    expect(names()).toEqual(['init', 'daemon', 'child', 'shell', 'big', 'leaf']);
  });

  it('opens and closes all, a branch, to a depth, and all but the path of the selected one', async () => {
    await renderView(new TestHost(family()));
    press('_');
    expect(names()).toEqual(['init']);
    press('*');
    expect(names()).toHaveLength(6);
    fireEvent.click(rowOfPid(10));
    press('-');
    expect(names()).toEqual(['init', 'shell', 'daemon', 'child']);
    press('+');
    expect(names()).toHaveLength(6);
    fireEvent.click(rowOfPid(11));
    press('.');
    expect(names()).toEqual(['init', 'shell', 'big', 'daemon']);
    press('d');
    choose(/^2 levels/);
    expect(names()).toEqual(['init', 'shell', 'daemon']);
  });

  it('u shows the processes of one user, whoever has the most first; s sorts by any column, also one that is not shown', async () => {
    const stores = await renderView(new TestHost(family()));
    press('u');
    expect(options()).toEqual(['All users', 'root', 'dev']);
    choose(/^dev/);
    expect(names()).toEqual(['init', 'shell', 'big']);
    expect(stores.view.getState().filter).toBe('user:dev');
    press('u');
    choose(/^All users/);
    press('s');
    fireEvent.change(screen.getByPlaceholderText('Find a column'), { target: { value: 'subtree memory' } });
    expect(options()).toEqual(['Memory of subtree']);
    press('Enter');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(stores.view.getState().sort).toEqual({ fieldId: 'subtreeMemory', direction: 'descending' });
  });

  it('c marks a process with all below it', async () => {
    const stores = await renderView(new TestHost(family()));
    fireEvent.click(rowOfPid(10));
    press('c');
    expect([...stores.view.getState().marks.values()].map(({ id }) => id.pid)).toEqual([10, 11, 12]);
  });

  it('Enter selects, then goes into the details; Escape comes back', async () => {
    const stores = await renderView(new TestHost(family()));
    act(() => rowOfPid(1).focus());
    press('Enter');
    expect(stores.view.getState().selected?.id.pid).toBe(1);
    press('Enter');
    expect(document.activeElement?.closest('.details')).not.toBeNull();
    press('Escape');
    expect(stores.view.getState().selected).toBeNull();
    await act(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))));
    expect(document.activeElement).toBe(rowOfPid(1));
  });
});

describe('palette', () => {
  const palette = async () => {
    const host = new TestHost(family());
    const stores = await renderView(host);
    fireEvent.click(rowOfPid(10));
    press('k', { ctrlKey: true });
    return { host, stores, input: screen.getByPlaceholderText('Find a command') };
  };

  it('lists every command but itself with its keys, and finds by the words typed', async () => {
    const { input } = await palette();
    expect(options()).toHaveLength(COMMANDS.length - 1);
    expect(screen.getByRole('option', { name: /^Terminate…/ }).textContent).toContain('F9');
    fireEvent.change(input, { target: { value: 'close all' } });
    expect(options()).toEqual(['Close all branches', 'Close all branches but those to the selected process', 'Close the branch and all below it']);
    fireEvent.change(input, { target: { value: 'no such thing' } });
    expect(screen.getByRole('dialog').textContent).toContain('Nothing of that name.');
  });

  it('runs with Enter what ↓ chose, and opens the plan for the selected process', async () => {
    const { host, input } = await palette();
    expect(screen.getByRole('dialog').textContent).toContain('shell 10');
    fireEvent.change(input, { target: { value: 'kill' } });
    press('Enter');
    await screen.findByRole('dialog', { name: /SIGKILL to shell/ });
    expect(host.planned.at(-1)?.signal).toBe('SIGKILL');
  });

  it('says why a command does not apply, and does not run it', async () => {
    const { stores } = await palette();
    const next = screen.getByRole('option', { name: /^Next match/ });
    expect(next.getAttribute('aria-disabled')).toBe('true');
    expect(next.textContent).toContain('Nothing is looked for');
    fireEvent.click(next);
    expect(stores.view.getState().choice).toBe('command');
  });

  it('opens from within the filter box too, whose keys stay its own', async () => {
    const stores = await renderView(new TestHost(family()));
    screen.getByRole('combobox', { name: 'Filter processes' }).focus();
    press('t');
    expect(stores.view.getState().arrangement).toBe('tree');
    press('k', { metaKey: true });
    expect(screen.getByRole('dialog', { name: 'Commands' })).toBeTruthy();
  });

  it('A5 A10 hostile names of processes and users are plain text', async () => {
    const stores = await renderView(new TestHost([process({ pid: 1, ppid: 0, comm: '<img src=x>\u001b[31m', user: '"><b>\u202e"' })]));
    fireEvent.click(rowOfPid(1));
    press('k', { ctrlKey: true });
    expect(screen.getByRole('dialog').textContent).toContain('<img src=x>\\e[31m 1');
    act(() => stores.view.choose('user'));
    expect(options()[1]).toBe('"><b>\\u{202e}"');
    choose(/^"><b>/);
    expect(names()).toEqual(['<img src=x>\\e[31m']);
    expect(document.querySelector('dialog img, dialog b, .name img')).toBeNull();
  });
});
