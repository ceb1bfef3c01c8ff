import { isSameValue, type SettingId, type Settings } from '../../shared/settings/registry.ts';
import type { Language } from '../../shared/words/text.ts';
import type { CalmStore } from './calmStore.ts';
import type { SettingsStore } from './settingsStore.ts';
import type { ViewState, ViewStore } from './viewStore.ts';

/** What the system says, now and whenever that changes. */
export interface Surroundings {
  readonly language: Language;
  /** Whether it asks for reduced motion; null where it cannot be asked. */
  readonly stillness: Pick<MediaQueryList, 'matches' | 'addEventListener'> | null;
}

/** What a new window begins with as the last one was left; one that is open goes its own way. */
const BEGINS_WITH = ['sort', 'arrangement', 'withDescendants'] as const satisfies readonly SettingId[];

/**
 * Keeps the view as it is set, whoever sets it, and keeps for later what is changed in the view itself. `isKept`: this window has its own beginning, from
 * before a reload.
 */
export function followSettings(settings: SettingsStore, view: ViewStore, calm: CalmStore, { language, stillness }: Surroundings, isKept: boolean): void {
  let hasBegun = isKept;

  const follow = ({ values, isLoaded }: ReturnType<SettingsStore['getState']>): void => {
    const isStill = stillness?.matches === true;
    const { marksNew, keepsEnded } = calm.getState();
    if (marksNew !== (values.marksNew && !isStill)) calm.markNew(values.marksNew && !isStill);
    if (keepsEnded !== (values.keepsEnded && !isStill)) calm.keepEnded(values.keepsEnded && !isStill);
    const now = view.getState();
    const next: Partial<ViewState> = {
      ...(values.cpuMode === now.cpuMode ? {} : { cpuMode: values.cpuMode }),
      ...(spoken(values) === now.language ? {} : { language: spoken(values) }),
      ...(isSameValue(values.columns, now.columns) ? {} : { columns: values.columns }),
      ...(isSameValue(values.widths, Object.fromEntries(now.widths)) ? {} : { widths: new Map(Object.entries(values.widths)) }),
    };
    if (isLoaded && !hasBegun) {
      hasBegun = true;
      Object.assign(next, Object.fromEntries(BEGINS_WITH.map((id) => [id, values[id]])));
    }
    if (Object.keys(next).length > 0) view.setState(next);
  };
  const spoken = (values: Settings): Language => (values.language === 'system' ? language : values.language);

  settings.subscribe(follow);
  stillness?.addEventListener('change', () => follow(settings.getState()));
  follow(settings.getState());

  view.subscribe((now, before) => {
    const { values } = settings.getState();
    if (now.columns !== before.columns && !isSameValue(now.columns, values.columns)) settings.change({ columns: now.columns });
    const widths = Object.fromEntries(now.widths);
    if (now.widths !== before.widths && !isSameValue(widths, values.widths)) settings.change({ widths });
    const begins = BEGINS_WITH.filter((id) => now[id] !== before[id] && !isSameValue(now[id], values[id]));
    if (begins.length > 0) settings.change(Object.fromEntries(begins.map((id) => [id, now[id]])));
  });
}
