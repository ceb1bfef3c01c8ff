import { whoIs } from '../whoIs.ts';
import type { Row } from '../row.ts';
import { advice, findingOf, sending, type Tracker } from './rule.ts';
import { FORK_STORM_AFTER, FORKS_PER_SECOND, SEEN_FORKS_PER_SECOND } from './thresholds.ts';

/** Many new processes a second: counted under one parent, or by the kernel for the machine, where most of them live shorter than a sample. */
export function createForkStorm(): Tracker {
  /** Births that were seen, by the parent's pid, of the last seconds. */
  let births: { readonly at: number; readonly byParent: ReadonlyMap<number, number> }[] = [];
  let busySince: number | null = null;
  let takenAt = 0;
  let seenSince: number | null = null;
  return {
    name: 'forkStorm',
    needs: ['ppid'],
    take: ({ added, at }) => {
      const byParent = new Map<number, number>();
      for (const { values } of added) if (values.ppid !== null && values.ppid > 0) byParent.set(values.ppid, (byParent.get(values.ppid) ?? 0) + 1);
      births = [...births.filter((one) => at - one.at < FORK_STORM_AFTER), { at, byParent }];
      takenAt = at;
    },
    find: (world, at, toEpoch) => {
      const perSecond = world.system?.forks?.perSecond ?? 0;
      busySince = perSecond < FORKS_PER_SECOND ? null : (busySince ?? at);
      const most = mostBirths(births);
      const seen = most === null ? 0 : (most.count * 1_000) / FORK_STORM_AFTER;
      seenSince = seen < SEEN_FORKS_PER_SECOND ? null : (seenSince ?? takenAt);
      const since = [busySince, seenSince].filter((one) => one !== null && at - one >= FORK_STORM_AFTER)[0] ?? null;
      const parent = most === null ? null : world.rowOf(most.ppid);
      return since === null || parent === null ? [] : [describe(parent, Math.round(Math.max(perSecond, seen)), toEpoch(since))];
    },
  };
}

function mostBirths(births: readonly { readonly byParent: ReadonlyMap<number, number> }[]): { readonly ppid: number; readonly count: number } | null {
  const sums = new Map<number, number>();
  for (const { byParent } of births) for (const [ppid, count] of byParent) sums.set(ppid, (sums.get(ppid) ?? 0) + count);
  let most: { readonly ppid: number; readonly count: number } | null = null;
  for (const [ppid, count] of sums) if (most === null || count > most.count) most = { ppid, count };
  return most;
}

function describe(parent: Row, perSecond: number, since: number): ReturnType<typeof findingOf> {
  const who = whoIs(parent);
  return findingOf(
    'forkStorm',
    { row: parent, since },
    {
      severity: 'warning',
      title: { en: `Fork storm: most of it under ${who}`, zh: `大量创建进程：主要由 ${who} 产生` },
      explanation: [
        {
          en: `About ${perSecond} new processes and threads a second for more than five seconds. Of those that were seen, most are children of ${who}.`,
          zh: `五秒多以来每秒约新建 ${perSecond} 个进程和线程。见到的新进程多数是 ${who} 的子进程。`,
        },
      ],
      remedies: [
        advice('A build or a script may do this for a while; a fork bomb does not end by itself.', '构建或脚本可能会短时间如此；fork 炸弹则不会自行结束。'),
        sending('SIGSTOP', parent.id, `Suspend ${who}: it makes no more, and nothing is lost.`, `暂停 ${who}：不再产生新进程，也不会丢失任何东西。`),
        sending('SIGTERM', parent.id, `Ask ${who} to end.`, `请求 ${who} 结束。`),
      ],
    },
  );
}
