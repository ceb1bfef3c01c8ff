// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../renderer/commands/commands.ts';
import { FIVE_STATES, queryFor, THREE_STATES } from '../../renderer/help/stateDiagrams.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import { parseQuery } from '../../shared/query/parseQuery.ts';
import { GLOSSARY } from '../../shared/words/glossary.ts';
import { installLayout, names, renderView } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const host = (): TestHost =>
  new TestHost([
    process({ pid: 1, ppid: 0, comm: 'init' }),
    process({ pid: 10, ppid: 1, comm: 'dead', state: 'Z', args: null }),
    process({ pid: 11, ppid: 1, comm: 'disk', state: 'D' }),
  ]);

describe('help', () => {
  it('F1 shows how many processes are in each state; a state shows its processes', async () => {
    await renderView(host());
    fireEvent.keyDown(document.body, { key: 'F1' });
    const help = screen.getByRole('dialog');
    const five = within(help).getByRole('group', { name: 'Five states' });
    expect(within(five).getByRole('button', { name: /^blocked.*· 2$/ })).toBeTruthy();
    expect(within(five).getByText('never seen')).toBeTruthy();
    fireEvent.click(within(five).getByRole('button', { name: /^terminated.*· 1$/ }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(names()).toEqual(['init', 'dead']);
  });

  it('lists the keys of every command that has one', async () => {
    await renderView(host());
    fireEvent.keyDown(document.body, { key: '?' });
    const tab = screen.getByRole('tab', { name: 'Keys' });
    fireEvent.mouseDown(tab, { button: 0 });
    const shown = screen.getByRole('tabpanel').textContent;
    const labels = COMMANDS.filter(({ shortcuts }) => shortcuts.length > 0).map(({ label }) => label.en.replace('…', ''));
    expect(labels.filter((label) => !shown.includes(label))).toEqual([]);
  });

  it('only asks what can be asked', () => {
    const queries = [...GLOSSARY.flatMap(({ query }) => (query === null ? [] : [query])), ...[...THREE_STATES.states, ...FIVE_STATES.states].map(queryFor)];
    expect(queries.filter((query) => !parseQuery(query, FIELDS).ok)).toEqual([]);
  });
});

it('the language is switched at once, and named in itself', async () => {
  await renderView(host());
  fireEvent.click(screen.getByRole('button', { name: '中文' }));
  expect(screen.getByRole('treegrid', { name: '进程' })).toBeTruthy();
  expect(document.documentElement.lang).toBe('zh-Hans');
  fireEvent.click(screen.getByRole('button', { name: 'English' }));
  expect(screen.getByRole('treegrid', { name: 'Processes' })).toBeTruthy();
});
