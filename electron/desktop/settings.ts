import { join } from 'node:path';
import * as z from 'zod/mini';
import { JsonFile } from './jsonFile.ts';

/** What the user chose for the desktop app. */
const settings = z.strictObject({
  version: z.literal(1),
  /** Whether there is a tray icon with CPU and the busiest processes. */
  tray: z.boolean(),
  /** Whether closing the window leaves the app in the tray; means nothing without one. */
  closeToTray: z.boolean(),
  /** Rules of diagnosis whose new findings are told by a notification. */
  notify: z.array(z.string().check(z.maxLength(64))).check(z.maxLength(64)),
});
export type Settings = z.infer<typeof settings>;

export const DEFAULT_SETTINGS: Settings = { version: 1, tray: false, closeToTray: false, notify: [] };

/** The one file of settings, `settings.json` in the app's own folder. */
export function openSettings(folder: string, log: (line: string) => void): JsonFile<Settings> {
  return new JsonFile<Settings>(join(folder, 'settings.json'), settings, DEFAULT_SETTINGS, log);
}
