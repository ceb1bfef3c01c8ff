import * as z from 'zod/mini';
import type { ReadonlyDeep } from './readonlyDeep.ts';
import { SETTING_IDS, settings } from './registry.ts';

const path = z.string().check(z.maxLength(8192));
const code = z.string().check(z.maxLength(64));

/** What is wrong with the file of settings, for the user to know. */
const settingsNotice = z.discriminatedUnion('kind', [
  /** It was none: renamed to `as` (null: that could not be done), and the defaults hold. */
  z.object({ kind: z.literal('set-aside'), as: z.nullable(path) }),
  /** Of these the value did not fit: a copy lies in `as`, and their defaults hold. */
  z.object({ kind: z.literal('partly'), settings: z.array(z.enum(SETTING_IDS)), as: z.nullable(path) }),
  /** It could not be read or written: what is chosen holds as long as the program runs. The system's code says why. */
  z.object({ kind: z.enum(['unreadable', 'unwritable']), code }),
]);
export type SettingsNotice = ReadonlyDeep<z.infer<typeof settingsNotice>>;

/** The settings as they are now. */
export const settingsReport = z.object({
  values: settings,
  /** Where they are kept; null: nowhere. */
  path: z.nullable(path),
  /** Whether the host is the desktop app, to which some settings belong. */
  isDesktop: z.boolean(),
  notice: z.nullable(settingsNotice),
});
export type SettingsReport = ReadonlyDeep<z.infer<typeof settingsReport>>;
