import type * as z from 'zod/mini';
import type { Text } from '../words/text.ts';

/** Where a setting stands in the dialog, in this order. */
export const SETTING_GROUPS = ['look', 'table', 'sampling', 'asking', 'desktop'] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

export interface Option {
  readonly value: string | number;
  readonly label: Text;
}

/** How a setting is changed in the dialog. */
export type Control =
  /** One of these. */
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  /** On or off. */
  | { readonly kind: 'switch' }
  /** Any of these, or none. */
  | { readonly kind: 'several'; readonly options: readonly Option[] }
  /** A time in ms. */
  | { readonly kind: 'span'; readonly least: number; readonly most: number; readonly step: number }
  /** It is changed elsewhere: the dialog only says how much there is (`%` stands for the count), and resets it. */
  | { readonly kind: 'elsewhere'; readonly said: Text };

/** How a setting stands in the dialog. */
export interface SettingEntry {
  readonly group: SettingGroup;
  readonly label: Text;
  /** One line: what it does. */
  readonly help: Text;
  readonly control: Control;
}

/** One thing that the user can choose, or that is kept for the next time. */
export interface Setting<S extends z.ZodMiniType = z.ZodMiniType> {
  readonly schema: S;
  /** What it is until something else is chosen. */
  readonly fallback: z.infer<S>;
  /** null: the dialog has nothing of it. */
  readonly entry: SettingEntry | null;
}

export function defineSetting<S extends z.ZodMiniType>(schema: S, fallback: z.infer<S>, entry: SettingEntry | null): Setting<S> {
  return { schema, fallback, entry };
}
