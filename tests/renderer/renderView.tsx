import { act, cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';
import { App } from '../../renderer/App.tsx';
import { createStores, type StoreOptions, type Stores, StoresProvider } from '../../renderer/state/stores.tsx';
import type { Field } from '../../shared/fields/field.ts';
import type { Language } from '../../shared/words/text.ts';
import type { TestHost } from './testHost.ts';

configure({ reactStrictMode: true });

const running: Stores[] = [];

/** jsdom lays nothing out and has no modal dialogs: the table gets a height of 600 px, and a dialog is open while it is asked to be. */
export function installLayout(): void {
  beforeEach(() => {
    Object.defineProperties(HTMLElement.prototype, {
      offsetHeight: { configurable: true, get: () => 600 },
      offsetWidth: { configurable: true, get: () => 1000 },
      clientHeight: { configurable: true, get: () => 600 },
    });
    globalThis.ResizeObserver ??= class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    };
    Element.prototype.scrollIntoView ??= () => {};
    HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
      this.open = true;
    };
    HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
      this.open = false;
    };
  });
  afterEach(() => {
    cleanup();
    for (const stores of running.splice(0)) stores.link.stop();
  });
}

interface RenderOptions extends StoreOptions {
  readonly language?: Language;
  readonly fields?: readonly Field[];
}

/** The whole view on a host of the test's own, once its first rows are there. */
export async function renderView(host: TestHost, { language = 'en', fields, storage = null, stillness = null }: RenderOptions = {}): Promise<Stores> {
  const stores = createStores(host.open, language, { storage, stillness });
  running.push(stores);
  render(
    <StoresProvider stores={stores}>
      <App {...(fields === undefined ? {} : { fields })} />
    </StoresProvider>,
  );
  if (host.rows.length > 0) await screen.findAllByRole('rowheader');
  return stores;
}

/** Lets messages in memory arrive, wait for those that belong to them, and the view draw them. */
export async function settle(): Promise<void> {
  // Once for each: however late the first comes, what waits began to wait before the second.
  for (const ms of [20, 40]) await act(() => new Promise((resolve) => setTimeout(resolve, ms)));
}

/** Shows a part of the details, as a click does. */
export function showPart(name: string): void {
  fireEvent.mouseDown(within(screen.getByRole('complementary')).getByRole('tab', { name }), { button: 0 });
}

/** Names down the table, as they are drawn. */
export function names(): string[] {
  return screen.queryAllByRole('rowheader').map((cell) => cell.querySelector('.name')?.textContent ?? '');
}

export function rowOfPid(pid: number): HTMLElement {
  const row = screen.getAllByRole('row').find((candidate) => candidate.dataset['key']?.startsWith(`${pid}:`) === true);
  if (row === undefined) throw new Error(`no row of ${pid}`);
  return row;
}

export function cellOf(pid: number, fieldId: string): HTMLElement {
  const cell = within(rowOfPid(pid))
    .getAllByRole('gridcell')
    .find((candidate) => candidate.dataset['field'] === fieldId);
  if (cell === undefined) throw new Error(`no cell ${fieldId} of ${pid}`);
  return cell;
}
