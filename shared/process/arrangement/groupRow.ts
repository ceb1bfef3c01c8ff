import type { FieldValue } from '../../fields/field.ts';
import type { Text } from '../../words/text.ts';
import type { ProcessKey } from '../identity.ts';
import type { Row } from '../row.ts';

/** A line that stands for several processes. It is none itself: nothing can be done to it, and its pid is 0. */
export interface GroupRow extends Row {
  readonly group: {
    /** What it is called; safe to print as it is. */
    readonly label: Text;
    /** Its living members; those of the groups in it too. */
    readonly members: readonly ProcessKey[];
  };
}

export function isGroupRow(row: Row): row is GroupRow {
  return 'group' in row;
}

const GROUP_PREFIX = 'group:';

/** Whether it is the key of a group's line. It lasts as long as what it stands for, over restarts too. */
export const isGroupKey = (key: ProcessKey): boolean => key.startsWith(GROUP_PREFIX);

/** Fields whose sum over several processes means something. Memory that processes share counts in each of them. */
export const SUMMED: readonly string[] = [
  'cpuPercent',
  'cpuTime',
  'rss',
  'pss',
  'swap',
  'threads',
  'readRate',
  'writeRate',
  'readBytes',
  'writtenBytes',
  'openFiles',
];

/** A line for these members, with the sums of the living among them; what is unknown adds nothing. `name` is unique and lasts as long as what it stands for. */
export function groupRowOf(name: string, label: Text, members: readonly Row[], isLiving: (row: Row) => boolean): GroupRow {
  const living = members.filter(isLiving);
  const values: Record<string, FieldValue> = { comm: label.en };
  for (const id of SUMMED) {
    let sum: number | null = null;
    for (const { values: own } of living) {
      const value = (own as Readonly<Record<string, FieldValue | undefined>>)[id];
      if (typeof value === 'number') sum = (sum ?? 0) + value;
    }
    values[id] = sum;
  }
  return {
    key: `${GROUP_PREFIX}${name}`,
    id: { pid: 0, startTime: null, inode: null },
    values: values as unknown as Row['values'],
    unknown: null,
    group: { label, members: living.map(({ key }) => key) },
  };
}
