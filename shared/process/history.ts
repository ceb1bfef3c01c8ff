import type { ProcessKey } from './identity.ts';

/** What is remembered of each process over time. A rate holds for the time before the sample that told it, a level from it on. */
export const HISTORY_SERIES = {
  /** percent of one core */
  cpu: { isRate: true },
  /** bytes, RSS */
  memory: { isRate: false },
  /** bytes per second read and written together; unknown while nobody looks at it, for it is dear to read. */
  io: { isRate: true },
  threads: { isRate: false },
} as const satisfies Readonly<Record<string, { readonly isRate: boolean }>>;
export type HistorySeries = keyof typeof HISTORY_SERIES;
export const HISTORY_IDS = Object.keys(HISTORY_SERIES) as HistorySeries[];

/** ms that are remembered of the living, and for which the exited are. */
export const HISTORY_MS = 600_000;
/** Most processes in one question: more than a screenful. */
export const MOST_TRACKS = 200;

/** Steps: `values[i]` holds from `ago[i]` on until the next one, the last one until now; null: unknown, or nothing was sampled then. */
export interface Steps {
  /** ms before the last sample, descending. */
  readonly ago: readonly number[];
  readonly values: readonly (number | null)[];
}

/** One process over time. */
export interface Track {
  readonly key: ProcessKey;
  /** ms since the epoch of the first sample without it; null while it lives. */
  readonly endedAt: number | null;
  readonly series: Readonly<Partial<Record<HistorySeries, Steps>>>;
}

/** Steps with the times cut out in which nothing was sampled; `holes` are ms before now, the oldest first. */
export function cutHoles({ ago, values }: Steps, holes: readonly (readonly [from: number, to: number])[]): Steps {
  const start = ago[0];
  if (holes.length === 0 || start === undefined) return { ago, values };
  const edges = [...new Set([...ago, ...holes.flat().filter((at) => at < start)])].sort((a, b) => b - a);
  const cut: { ago: number[]; values: (number | null)[] } = { ago: [], values: [] };
  let step = 0;
  let hole = 0;
  for (const at of edges) {
    while (step + 1 < ago.length && ago[step + 1]! >= at) step++;
    while (hole < holes.length && holes[hole]![1] >= at) hole++;
    const isInside = hole < holes.length && holes[hole]![0] >= at;
    const value = isInside ? null : values[step]!;
    if (cut.ago.length > 0 && cut.values.at(-1) === value) continue;
    cut.ago.push(at);
    cut.values.push(value);
  }
  return cut;
}

/** What the steps say of a moment, ms before now; null where they do not reach. */
export function valueAt({ ago, values }: Steps, at: number): number | null {
  let found: number | null = null;
  for (let i = 0; i < ago.length && ago[i]! >= at; i++) found = values[i] ?? null;
  return found;
}

/** The steps' least, largest and last value; null where nothing is known. */
export function extentOf({ values }: Steps): { readonly least: number; readonly most: number; readonly last: number | null } | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === null) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most < least ? null : { least, most, last: values.at(-1) ?? null };
}
