import type { FieldValue, UnknownReason } from '../../../../shared/fields/field.ts';
import type { ListedProcess } from './listedProcess.ts';
import type { PortableColumn } from './portableColumns.ts';
import type { Figures } from './processFigures.ts';

/** All that is known of one process, and what it takes to put it into words. */
export interface PortableFacts {
  readonly listed: ListedProcess;
  /** Or why there are none. */
  readonly figures: Figures | UnknownReason;
  readonly nameUser: (uid: number) => string;
}

/** A value, and why it is null where it should not be. */
export type Cell = readonly [FieldValue, UnknownReason | null];

/** One value of one process, in the field's unit and kind. */
export function portableCell({ kind, source }: PortableColumn, { listed, figures, nameUser }: PortableFacts): Cell {
  if (source.from === 'pidusage') {
    if (typeof figures === 'string') return [null, figures];
    // A zombie and a kernel thread have no memory of their own: none, not 0 bytes.
    if (source.key === 'memory' && figures.memory === 0) return [null, listed.isDefunct ? 'zombie' : null];
    return [figures[source.key], null];
  }
  switch (source.key) {
    case 'pid':
    case 'ppid':
    case 'startTime':
      return orFailed(listed[source.key]);
    case 'uid':
      return orFailed(listed.uid !== null && kind === 'text' ? nameUser(listed.uid) : listed.uid);
    case 'name':
      return orFailed(listed.name);
    case 'cmd':
      if (listed.isDefunct) return [null, 'zombie'];
      // The second ps did not see the process: it came or went between the two.
      if (listed.cmd === null) return [null, 'not-read'];
      return [kind === 'list' ? (listed.cmd === '' ? [] : [listed.cmd]) : listed.cmd, null];
    case 'defunct':
      // Z is the one state that ps-list lets one see, by the mark of ps.
      return listed.isDefunct ? ['Z', null] : [null, 'unsupported'];
    default:
      return source satisfies never;
  }
}

const orFailed = (value: FieldValue): Cell => [value, value === null ? 'failed' : null];
