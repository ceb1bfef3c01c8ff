// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { runsOf } from '../../renderer/panels/FilterColours.tsx';
import { FIELDS } from '../../shared/fields/registry.ts';
import { parseQuery } from '../../shared/query/parseQuery.ts';
import { installLayout, names, renderView } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const host = (): TestHost =>
  new TestHost([
    process({ pid: 1, ppid: 0, comm: 'init' }),
    process({ pid: 10, ppid: 1, comm: 'shell', user: 'dev', state: 'T' }),
    process({ pid: 11, ppid: 1, comm: 'big', rss: 2 ** 31, user: 'dev' }),
  ]);

const box = (): HTMLInputElement => screen.getByRole('combobox', { name: 'Filter processes' });

function type(text: string): void {
  fireEvent.change(box(), { target: { value: text } });
}

/** Of the filter: the choice of the view has some too. */
const suggestions = (): HTMLElement[] => screen.queryAllByRole('option').filter((option) => option.querySelector('code') !== null);
const options = (): string[] => suggestions().map((option) => option.querySelector('code')!.textContent ?? '');

describe('filter language', () => {
  it('filters by fields, and keeps the last good query while what is typed has a fault, which it names', async () => {
    await renderView(host());
    type('user:dev mem>1g');
    expect(names()).toEqual(['init', 'big']);
    type('user:dev mem>1x');
    expect(names()).toEqual(['init', 'big']);
    expect(within(screen.getByRole('search')).getByRole('status').textContent).toContain('1.5g');
    expect(box().getAttribute('aria-invalid')).toBe('true');
    type('');
    expect(names()).toEqual(['init', 'shell', 'big']);
    expect(box().getAttribute('aria-invalid')).toBe('false');
  });

  it('suggests names, then values; Tab takes the first, ↓ and Enter another', async () => {
    await renderView(host());
    type('us');
    expect(options()).toEqual(['user:']);
    fireEvent.keyDown(box(), { key: 'Tab' });
    expect(box().value).toBe('user:');
    expect(options()).toEqual(['dev', 'root']);
    fireEvent.keyDown(box(), { key: 'ArrowDown' });
    fireEvent.keyDown(box(), { key: 'ArrowDown' });
    expect(box().getAttribute('aria-activedescendant')).toBe(suggestions()[1]!.id);
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(box().value).toBe('user:root ');
    expect(options()).toEqual([]);
    expect(names()).toEqual(['init']);
  });

  it('Escape closes the suggestions first, then clears the box', async () => {
    await renderView(host());
    type('stat');
    expect(options()).toEqual(['state:', 'stat:']);
    fireEvent.keyDown(box(), { key: 'Escape' });
    expect(options()).toEqual([]);
    expect(box().value).toBe('stat');
    fireEvent.keyDown(box(), { key: 'Escape' });
    expect(box().value).toBe('');
  });

  it('Enter with nothing chosen goes to the table', async () => {
    await renderView(host());
    box().focus();
    type('user:dev');
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(document.activeElement?.closest('[role="treegrid"]')).not.toBeNull();
  });

  it('A6 what has hidden characters is suggested as it is shown', async () => {
    await renderView(new TestHost([process({ pid: 1, ppid: 0, user: 'a\u202eb' })]));
    type('user:a');
    expect(options()).toEqual(['a\\u{202e}b']);
  });
});

describe('runsOf', () => {
  const runs = (text: string): string[] => {
    const parsed = parseQuery(text, FIELDS);
    return runsOf(text, parsed.ok ? null : parsed.fault).map(({ text: part, colour, isFaulty }) => `${isFaulty ? '!' : ''}${colour}:${part}`);
  };

  it('colours names, values and keywords, and marks the fault', () => {
    expect(runs('user:root and not x')).toEqual(['name:user:', 'value:root', 'text: ', 'keyword:and', 'text: ', 'keyword:not', 'text: x']);
    expect(runs('mem>1x')).toEqual(['name:mem>', '!value:1x']);
    expect(runs('(a')).toEqual(['!keyword:(', 'text:a']);
  });
});
