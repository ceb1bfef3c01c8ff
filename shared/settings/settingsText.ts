import { DEFAULTS, SETTING_IDS, type SettingId, type Settings, SETTINGS, type SettingsChange } from './registry.ts';

/** Of the file. 1 was the desktop app's alone: the same names, fewer of them. */
export const SETTINGS_VERSION = 2;
/** Characters of a file of settings at most. Anything longer was not written by this program. */
export const LONGEST_SETTINGS = 1_000_000;

/** What a file of settings holds. */
export interface StoredSettings {
  /** Everything in it, also what this version does not know. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly values: Settings;
  /** Settings whose value does not fit; never any in the file of a newer version, whose values may be of another kind. */
  readonly unfit: readonly SettingId[];
}

export const NOTHING_STORED: StoredSettings = { raw: {}, values: DEFAULTS, unfit: [] };

/** Reads the text of a file; null where it is none of settings. What does not fit is left at its default, the rest counts. */
export function parseSettings(text: string): StoredSettings | null {
  const raw = text.length > LONGEST_SETTINGS ? null : parseRecord(text);
  const version = raw?.['version'];
  if (raw === null || typeof version !== 'number' || !Number.isInteger(version) || version < 1) return null;
  const values: Record<string, unknown> = { ...DEFAULTS };
  const unfit: SettingId[] = [];
  for (const id of SETTING_IDS) {
    if (!Object.hasOwn(raw, id)) continue;
    const parsed = SETTINGS[id].schema.safeParse(raw[id]);
    if (parsed.success) values[id] = parsed.data;
    else if (version <= SETTINGS_VERSION) unfit.push(id);
  }
  return { raw, values: values as unknown as Settings, unfit };
}

/** The text of the file with the change. What was chosen nowhere is not written, and what this version does not know is kept. */
export function formatSettings({ raw }: StoredSettings, { set, reset }: SettingsChange): string {
  const { version, ...others } = raw;
  const gone = new Set<string>(reset);
  const kept = Object.fromEntries(Object.entries(others).filter(([id]) => !gone.has(id)));
  const chosen = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  return `${JSON.stringify({ version: Math.max(SETTINGS_VERSION, typeof version === 'number' ? version : 0), ...kept, ...chosen }, null, 2)}\n`;
}

function parseRecord(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    // What cannot be written again (it is nested too deeply) could not be kept.
    JSON.stringify(value);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
