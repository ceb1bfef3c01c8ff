import * as z from 'zod/mini';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Keeper } from './columnSetStore.ts';

/** Parts of the details, in their order. */
export const DETAIL_TABS = ['overview', 'explain', 'threads', 'signals', 'environment', 'limits', 'memory', 'io', 'scheduling'] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];

/** Where the details stand; in a narrow window they are below, whatever is chosen. */
export const DETAIL_PLACES = ['right', 'below'] as const;
export type DetailPlace = (typeof DETAIL_PLACES)[number];

/** px that the details take, right of the table or below it. */
export const LEAST_SIZE: Readonly<Record<DetailPlace, number>> = { right: 280, below: 140 };
export const MOST_SIZE: Readonly<Record<DetailPlace, number>> = { right: 1400, below: 1200 };
export const USUAL_SIZE: Readonly<Record<DetailPlace, number>> = { right: 380, below: 300 };

export interface DetailsState {
  readonly tab: DetailTab;
  readonly place: DetailPlace;
  readonly sizes: Readonly<Record<DetailPlace, number>>;
}

export interface DetailsStore extends StoreApi<DetailsState> {
  showTab(tab: DetailTab): void;
  putAt(place: DetailPlace): void;
  /** px where they stand now; null gives the usual size back. */
  resize(size: number | null): void;
}

const PLACE = 'procession.details';
const size = z.number().check(z.minimum(100), z.maximum(2_000));
const kept = z.object({ version: z.literal(1), tab: z.enum(DETAIL_TABS), place: z.enum(DETAIL_PLACES), sizes: z.object({ right: size, below: size }) });

/** Which part of the details is shown, where and how large; outlasts the window where something can be kept. */
export function createDetailsStore(keeper: Keeper | null): DetailsStore {
  const store = createStore<DetailsState>(() => read(keeper));
  store.subscribe((state) => {
    try {
      keeper?.setItem(PLACE, JSON.stringify({ version: 1, ...state }));
    } catch {
      // Full or forbidden: it lasts as long as the window.
    }
  });
  return {
    ...store,
    showTab: (tab) => store.setState({ tab }),
    putAt: (place) => store.setState({ place }),
    resize: (wanted) =>
      store.setState(({ place, sizes }) => ({
        sizes: { ...sizes, [place]: wanted === null ? USUAL_SIZE[place] : Math.round(Math.max(LEAST_SIZE[place], Math.min(MOST_SIZE[place], wanted))) },
      })),
  };
}

function read(keeper: Keeper | null): DetailsState {
  const usual: DetailsState = { tab: 'overview', place: 'right', sizes: USUAL_SIZE };
  try {
    const parsed = kept.safeParse(JSON.parse(keeper?.getItem(PLACE) ?? 'null'));
    return parsed.success ? { tab: parsed.data.tab, place: parsed.data.place, sizes: parsed.data.sizes } : usual;
  } catch {
    return usual;
  }
}
