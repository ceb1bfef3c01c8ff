import * as z from 'zod/mini';
import { asksBefore } from './asking.ts';
import { closeToTray, notify, tray, window } from './desktop.ts';
import { details } from './details.ts';
import { density, language, theme, units } from './look.ts';
import type { ReadonlyDeep } from './readonlyDeep.ts';
import { cpuMode, interval } from './sampling.ts';
import type { Setting, SettingEntry } from './setting.ts';
import { arrangement, branches, columns, columnSets, keepsEnded, marksNew, sort, widths, withDescendants } from './table.ts';

/** Every setting, once, by the name that it has in the file. The order is that of the dialog. */
export const SETTINGS = {
  language,
  theme,
  density,
  units,
  marksNew,
  keepsEnded,
  columns,
  widths,
  columnSets,
  branches,
  sort,
  arrangement,
  withDescendants,
  details,
  interval,
  cpuMode,
  asksBefore,
  tray,
  closeToTray,
  notify,
  window,
} as const;

export type SettingId = keyof typeof SETTINGS;
export const SETTING_IDS = Object.keys(SETTINGS) as SettingId[];
type Schemas = { readonly [K in SettingId]: (typeof SETTINGS)[K]['schema'] };
/** A value of every setting. */
export type Settings = { readonly [K in SettingId]: ReadonlyDeep<z.infer<Schemas[K]>> };
/** Values of some settings. */
export type SomeSettings = { readonly [K in SettingId]?: Settings[K] | undefined };

const each = <T>(pick: (setting: Setting) => T): Record<SettingId, T> =>
  Object.fromEntries(Object.entries(SETTINGS).map(([id, setting]) => [id, pick(setting as Setting)])) as Record<SettingId, T>;

/** What every setting is until something else is chosen. */
export const DEFAULTS = each(({ fallback }) => fallback) as Settings;

const SCHEMAS = each(({ schema }) => schema) as Schemas;
export const settings = z.strictObject(SCHEMAS);
/** What a view wants changed: new values, and settings that become what they were at first. */
export const settingsChange = z.strictObject({ set: z.partial(settings), reset: z.array(z.enum(SETTING_IDS)).check(z.maxLength(SETTING_IDS.length)) });
export type SettingsChange = ReadonlyDeep<z.infer<typeof settingsChange>>;

export function entryOf(id: SettingId): SettingEntry | null {
  return SETTINGS[id].entry;
}

/** Values are JSON, and of one order of keys as long as one program wrote them. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export function isDefault<K extends SettingId>(id: K, value: Settings[K]): boolean {
  return isSameValue(value, DEFAULTS[id]);
}

/** With the change; what does not differ stays the same object. */
export function withChange(before: Settings, { set, reset }: SettingsChange): Settings {
  const after: Record<string, unknown> = { ...before };
  for (const id of reset) after[id] = DEFAULTS[id];
  for (const id of SETTING_IDS) if (set[id] !== undefined && !isSameValue(set[id], before[id])) after[id] = set[id];
  return after as unknown as Settings;
}
