import { expect, test } from 'vitest';
import { History } from '../../electron/engine/history/history.ts';
import { FIELDS, sentFields } from '../../shared/fields/registry.ts';
import { packChanges } from '../../shared/process/changeBlock.ts';
import { HISTORY_IDS, HISTORY_MS } from '../../shared/process/history.ts';
import { type RowChange, rowOf } from '../../shared/process/row.ts';
import { packRows, ProcessTable } from '../../shared/process/snapshot.ts';
import { isFullLoad } from './probedHost.ts';

const FIELD_IDS = sentFields(FIELDS).map(({ id }) => id);
const SAMPLES = isFullLoad ? 700 : 150;
const PROCESSES = 5_000;
const BOOT = 1_800_000_000_000;

interface Cost {
  /** bytes that the history holds at most */
  readonly bytes: number;
  /** ms of CPU a sample, on average */
  readonly ms: number;
  /** ms to answer for 50 rows over a minute, and for one over ten */
  readonly rowsMs: number;
  readonly oneMs: number;
}

/** So many processes sampled once a second, of which so many change their CPU percent and memory in each sample: the same ones, or all in turn. */
function run(changing: number, inTurn: boolean): Cost {
  const table = new ProcessTable();
  const history = new History();
  const keys = Array.from({ length: PROCESSES }, (_, i) => `${i + 1}:5`);
  const clockAt = (seq: number) => ({ takenAt: BOOT + 1e7 + seq * 1_000, bootedAt: BOOT, msPerStartUnit: 10 });
  const rows = keys.map((_, i) => rowOf({ pid: i + 1, startTime: 5, cpuPercent: 0, rss: 4096, threads: 1, comm: 'p' }, null));
  let next = 0;
  let bytes = 0;
  let spent = 0;
  for (let seq = 0; seq < SAMPLES; seq++) {
    const changed: [string, RowChange][] = [];
    const moving = seq === 0 ? 0 : changing;
    for (let i = 0; i < moving; i++) {
      const key = keys[inTurn ? next++ % PROCESSES : i]!;
      changed.push([key, { values: { cpuPercent: ((seq * 37 + i * 11) % 900) / 10, rss: 4096 * (1 + ((seq + i) % 50)), cpuTime: seq } }]);
    }
    const delta = { seq, clock: clockAt(seq), added: packRows(seq === 0 ? rows : [], FIELD_IDS), changed: packChanges(changed), gone: [] };
    const from = process.cpuUsage();
    history.tick(seq * 1_000, delta.clock);
    history.take(delta, table.rows);
    const { user, system } = process.cpuUsage(from);
    spent += (user + system) / 1_000;
    table.apply(delta);
    bytes = Math.max(bytes, history.size.bytes);
  }
  const timed = (ask: () => unknown): number => {
    const from = performance.now();
    for (let i = 0; i < 20; i++) ask();
    return (performance.now() - from) / 20;
  };
  return {
    bytes,
    ms: spent / SAMPLES,
    rowsMs: timed(() => history.tracks(keys.slice(0, 50), ['cpu', 'memory'], 60_000, table.rows, table.clock)),
    oneMs: timed(() => history.tracks(keys.slice(0, 1), HISTORY_IDS, HISTORY_MS, table.rows, table.clock)),
  };
}

test.each([
  ['all sleep', 0, false, 150_000],
  ['100 are busy, the others sleep', 100, false, 1_000_000],
  ['each wakes once in 30 s', 170, true, 3_700_000],
  ['all are busy all the time', PROCESSES, false, 4_200_000],
])(`the history of ${PROCESSES} processes over ${SAMPLES} s where %s stays within its bounds`, (name, changing, inTurn, mostBytes) => {
  const { bytes, ms, rowsMs, oneMs } = run(changing, inTurn);
  if (isFullLoad)
    console.log(
      `history, ${name}: ${(bytes / 1e6).toFixed(2)} MB, ${ms.toFixed(2)} ms a sample; 50 rows over a minute ${rowsMs.toFixed(2)} ms, one over ten ${oneMs.toFixed(2)} ms`,
    );
  expect(bytes).toBeLessThan(mostBytes);
  expect(ms).toBeLessThan(isFullLoad ? 20 : 60);
});
