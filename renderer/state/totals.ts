import type { Field, FieldValue } from '../../shared/fields/field.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import type { Row } from '../../shared/process/row.ts';
import { isZombie } from '../../shared/process/stat.ts';

/** Sums over the living processes of one sample. */
export interface Totals {
  readonly processes: number;
  /** null where no process tells. */
  readonly threads: number | null;
  /** Percent of one core; null where no process tells. */
  readonly cpuPercent: number | null;
  /** How many processes are in each state group. */
  readonly byState: ReadonlyMap<string, number>;
  /** The largest value of each field with a bar; absent where none is known. */
  readonly largest: ReadonlyMap<string, number>;
}

/** The state letter; `Zl` for a process whose leader alone has exited, which is no zombie. null where unknown. */
export function stateGroupOf({ values }: Row): string | null {
  return values.state === 'Z' && !isZombie(values) ? 'Zl' : (values.state ?? null);
}

/** Fields that are drawn with a bar behind the number, relative to the largest in the table: those that are known of every row. */
export function hasRelativeBar(field: Field): boolean {
  return field.unit === 'bytes' && field.largestFirst === true && field.isDear !== true && field.trend === undefined && !('aggregate' in field);
}

const BAR_FIELDS = FIELDS.filter(hasRelativeBar).map(({ id }) => id);

export function totalsOf(rows: Iterable<Row>): Totals {
  let processes = 0;
  let threads: number | null = null;
  let cpuPercent: number | null = null;
  const byState = new Map<string, number>();
  const largest = new Map<string, number>();
  for (const row of rows) {
    processes++;
    const { threads: own, cpuPercent: share } = row.values;
    if (typeof own === 'number') threads = (threads ?? 0) + own;
    if (typeof share === 'number') cpuPercent = (cpuPercent ?? 0) + share;
    const group = stateGroupOf(row);
    if (group !== null) byState.set(group, (byState.get(group) ?? 0) + 1);
    for (const id of BAR_FIELDS) {
      const value = (row.values as Readonly<Record<string, FieldValue>>)[id];
      if (typeof value === 'number' && value > (largest.get(id) ?? 0)) largest.set(id, value);
    }
  }
  return { processes, threads, cpuPercent, byState, largest };
}
