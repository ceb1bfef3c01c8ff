import * as z from 'zod/mini';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { SETTINGS } from '../../shared/settings/registry.ts';
import type { ProcessStore } from './processStore.ts';
import type { ViewStore } from './viewStore.ts';

const STORED_AS = 'procession.view';
/** Expanded and collapsed rows that are kept. */
const MOST_ROWS = 2000;

const kept = z.object({
  selected: z.nullable(z.string()),
  filter: z.string(),
  stateGroup: z.nullable(z.string()),
  sort: SETTINGS.sort.schema,
  arrangement: SETTINGS.arrangement.schema,
  withDescendants: SETTINGS.withDescendants.schema,
  expansion: z.array(z.tuple([z.string(), z.boolean()])).check(z.maxLength(MOST_ROWS)),
});

/**
 * Keeps selection, filter, sort, arrangement and expansion in the tab's own storage, and takes them up again after a reload or a crash of the page (F4). The
 * selection waits for the first table; who has ended meanwhile is not selected again. Answers whether there was something.
 */
export function keepView(storage: Storage, view: ViewStore, processes: ProcessStore): boolean {
  const before = read(storage);
  let waitsFor: ProcessKey | null = before?.selected ?? null;
  if (before !== null) {
    view.filterBy(before.filter);
    const { filter: _, selected: __, expansion, ...rest } = before;
    view.setState({ ...rest, expansion: new Map(expansion) });
  }
  const stop = processes.subscribe(({ rows }) => {
    if (rows.size === 0) return;
    stop();
    const row = waitsFor === null ? undefined : rows.get(waitsFor);
    waitsFor = null;
    if (row !== undefined && view.getState().selected === null) view.select(row);
  });
  view.subscribe((now, last) => {
    const isSame =
      now.selected?.key === last.selected?.key &&
      now.filter === last.filter &&
      now.stateGroup === last.stateGroup &&
      now.sort === last.sort &&
      now.arrangement === last.arrangement &&
      now.withDescendants === last.withDescendants &&
      now.expansion === last.expansion;
    if (isSame) return;
    const { filter, stateGroup, sort, arrangement, withDescendants, expansion } = now;
    write(storage, {
      selected: now.selected?.key ?? waitsFor,
      filter,
      stateGroup,
      sort,
      arrangement,
      withDescendants,
      expansion: [...expansion].slice(-MOST_ROWS),
    });
  });
  return before !== null;
}

/** The tab's own storage; null where the browser gives none. */
export function storageIn(place: Pick<Window, 'sessionStorage'>): Storage | null {
  try {
    return place.sessionStorage;
  } catch {
    return null;
  }
}

function read(storage: Storage): z.infer<typeof kept> | null {
  try {
    return kept.parse(JSON.parse(storage.getItem(STORED_AS) ?? 'null'));
  } catch {
    return null;
  }
}

function write(storage: Storage, value: z.infer<typeof kept>): void {
  try {
    storage.setItem(STORED_AS, JSON.stringify(value));
  } catch {
    // Storage is full or switched off: nothing is kept.
  }
}
