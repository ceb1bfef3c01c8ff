import { keyOf, type ProcessId, type ProcessKey } from '../../../shared/process/identity.ts';
import type { Row } from '../../../shared/process/row.ts';
import type { ProcessTable } from '../../../shared/process/snapshot.ts';
import type { Handlers } from '../../../shared/transport/contract.ts';
import type { History } from '../history/history.ts';
import type { Inspector } from '../providers/inspector.ts';

type DetailHandlers = Pick<Handlers, 'history' | 'inspect' | 'threads' | 'limits' | 'environment'>;

/** Answers what a view asks of single processes: what they were over time, and what is read of them on demand. */
export function detailHandlers(table: ProcessTable, history: History, inspector: Inspector): DetailHandlers {
  /** Who is looked at has a history when it has ended, too. */
  const see = (keys: readonly ProcessKey[]): void => history.see(keys.filter((key) => table.rows.has(key)));
  const seen = (target: ProcessId): ProcessId => {
    see([keyOf(target)]);
    return target;
  };
  return {
    history: ({ keys, series, overMs }) => {
      see(keys);
      return { tracks: history.tracks(keys, series, overMs, table.rows, table.clock) };
    },
    inspect: ({ target, tab }) => inspector.inspect(seen(target), tab),
    threads: ({ target, order, waitsOf }) => inspector.threads(seen(target), order, waitsOf),
    limits: ({ target }) => inspector.limits(seen(target), (uid) => threadsOfUser(uid, table.rows)),
    environment: ({ target, reveal }) =>
      // Who is not in the table may be outside of what this host shows.
      table.rows.has(keyOf(target)) ? inspector.environment(seen(target), reveal) : { kind: 'gone' },
  };
}

/** RLIMIT_NPROC counts threads (getrlimit(2)); null where the table does not tell users. */
function threadsOfUser(uid: number, rows: ReadonlyMap<ProcessKey, Row>): number | null {
  let count = 0;
  for (const { values } of rows.values()) if (values.uid === uid) count += values.threads ?? 1;
  return count === 0 ? null : count;
}
