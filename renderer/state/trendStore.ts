import { createStore, type StoreApi } from 'zustand/vanilla';
import { FIELDS } from '../../shared/fields/registry.ts';
import type { Field } from '../../shared/fields/field.ts';
import { type HistorySeries, MOST_TRACKS, type Steps, type Track } from '../../shared/process/history.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Link } from './link.ts';
import type { PauseStore } from './pauseStore.ts';
import type { ProcessStore } from './processStore.ts';
import type { ViewStore } from './viewStore.ts';

/** ms that a drawn column goes back. */
export const TREND_MS = 60_000;
/** ms that the rows in view must stay the same before they are asked for. */
const SETTLED_AFTER = 120;

const SERIES_OF: ReadonlyMap<string, HistorySeries> = new Map(
  (FIELDS as readonly Field[]).flatMap(({ id, trend }) => (trend === undefined ? [] : [[id, trend] as const])),
);

export interface TrendState {
  /** The last minute of the rows in view, by key. */
  readonly trends: ReadonlyMap<ProcessKey, Track['series']>;
}

export interface TrendStore extends StoreApi<TrendState> {
  /** Which rows are drawn now. */
  show(drawn: readonly ProcessKey[]): void;
}

/** Asks the engine for the last minute of the rows in view with every sample, while a column draws it: of these rows, and of no others. */
export function startTrends(link: Link, view: ViewStore, processes: ProcessStore, pause: PauseStore): TrendStore {
  const store = createStore<TrendState>(() => ({ trends: new Map() }));
  let drawn: readonly ProcessKey[] = [];
  let isAsking = false;
  let takenAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async (): Promise<void> => {
    const { client } = link.getState();
    const series = view.getState().columns.flatMap((id) => SERIES_OF.get(id) ?? []);
    const { rows } = processes.getState();
    const keys = drawn.filter((key) => rows.has(key)).slice(0, MOST_TRACKS);
    if (client === null || series.length === 0 || keys.length === 0 || isAsking) return;
    // A view that stands still shows what was known when it was stopped.
    if (document.visibilityState !== 'visible' || pause.getState().since !== null) return;
    isAsking = true;
    const answer = await client.request('history', { keys, series, overMs: TREND_MS });
    isAsking = false;
    if (answer.ok && pause.getState().since === null) store.setState(({ trends }) => ({ trends: taken(trends, answer.value.tracks) }));
  };
  const askSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void ask();
    }, SETTLED_AFTER);
  };

  processes.subscribe(({ clock }) => {
    if (clock.takenAt === takenAt) return;
    takenAt = clock.takenAt;
    void ask();
  });
  view.subscribe(({ columns }, { columns: before }) => {
    if (columns !== before) askSoon();
  });
  return {
    ...store,
    show: (nowDrawn) => {
      drawn = nowDrawn;
      const { trends } = store.getState();
      if (drawn.some((key) => !trends.has(key))) askSoon();
    },
  };
}

/** What came, with the same objects as before where they draw the same: those are not drawn again. */
function taken(before: TrendState['trends'], tracks: readonly Track[]): TrendState['trends'] {
  return new Map(
    tracks.map(({ key, series }) => {
      const known = before.get(key);
      const ids = Object.keys(series) as HistorySeries[];
      const isSame = known !== undefined && ids.every((id) => isSameLine(known[id], series[id]));
      return [key, isSame ? known : series];
    }),
  );
}

/** A value that has not changed in all that time. */
function isSameLine(a: Steps | undefined, b: Steps | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.values.length === 1 && b.values.length === 1 && a.values[0] === b.values[0] && a.ago[0] === b.ago[0];
}
