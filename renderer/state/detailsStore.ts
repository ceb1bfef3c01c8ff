import { createStore, type StoreApi } from 'zustand/vanilla';
import { type DetailPlace, type DetailTab, LEAST_SIZE, MOST_SIZE, USUAL_SIZE } from '../../shared/settings/details.ts';
import type { Settings } from '../../shared/settings/registry.ts';
import type { SettingsStore } from './settingsStore.ts';

/** Which part of the details is shown, where they stand, and px that they take there. */
export type DetailsState = Settings['details'];

export interface DetailsStore extends StoreApi<DetailsState> {
  showTab(tab: DetailTab): void;
  putAt(place: DetailPlace): void;
  /** px where they stand now; null gives the usual size back. */
  resize(size: number | null): void;
}

/** The details as the last window left them; what is changed here is kept for the next one. */
export function createDetailsStore(settings: SettingsStore): DetailsStore {
  const store = createStore<DetailsState>(() => settings.getState().values.details);
  const stop = settings.subscribe(({ values, isLoaded }) => {
    if (!isLoaded) return;
    stop();
    store.setState(values.details);
  });
  const change = (news: Partial<DetailsState>): void => {
    store.setState(news);
    settings.change({ details: store.getState() });
  };
  return {
    ...store,
    showTab: (tab) => change({ tab }),
    putAt: (place) => change({ place }),
    resize: (wanted) => {
      const { place, sizes } = store.getState();
      const size = wanted === null ? USUAL_SIZE[place] : Math.round(Math.max(LEAST_SIZE[place], Math.min(MOST_SIZE[place], wanted)));
      change({ sizes: { ...sizes, [place]: size } });
    },
  };
}
