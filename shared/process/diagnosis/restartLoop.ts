import { whoIs } from '../whoIs.ts';
import type { ProcessKey } from '../identity.ts';
import type { Row } from '../row.ts';
import { isShell } from '../shells.ts';
import { visibleName } from '../visibleText.ts';
import { advice, findingOf, type Tracker } from './rule.ts';
import { RESTARTS, RESTART_WINDOW } from './thresholds.ts';

interface Loop {
  readonly ppid: number;
  readonly name: string;
  /** When one of them ended last, and when the last ones were started after such an end; ms since boot. */
  endedAt: number | null;
  readonly startedAt: number[];
}

/** The same command under the same parent, again and again, each after the end of the one before. */
export function createRestartLoop(): Tracker {
  const loops = new Map<string, Loop>();
  const nameOf = ({ values }: Row): string => `${values.ppid} ${values.comm}`;
  return {
    name: 'restartLoop',
    needs: ['ppid'],
    take: ({ added, gone, at }) => {
      for (const row of gone) {
        const { ppid, comm } = row.values;
        if (ppid === null || comm === null || ppid === 0) continue;
        const loop = loops.get(nameOf(row)) ?? { ppid, name: comm, endedAt: null, startedAt: [] };
        loop.endedAt = at;
        loops.set(nameOf(row), loop);
      }
      for (const row of added) {
        const loop = loops.get(nameOf(row));
        if (loop?.endedAt === undefined || loop.endedAt === null) continue;
        loop.endedAt = null;
        loop.startedAt.push(at);
        if (loop.startedAt.length > RESTARTS) loop.startedAt.shift();
      }
      for (const [name, loop] of loops) if (at - Math.max(loop.endedAt ?? 0, loop.startedAt.at(-1) ?? 0) > RESTART_WINDOW) loops.delete(name);
    },
    find: (world, at, toEpoch) => {
      const seen = new Set<ProcessKey>();
      return [...loops.values()].flatMap(({ ppid, name, startedAt }) => {
        const parent = world.rowOf(ppid);
        if (parent === null || startedAt.length < RESTARTS || at - startedAt[0]! > RESTART_WINDOW || seen.has(`${parent.key} ${name}`)) return [];
        seen.add(`${parent.key} ${name}`);
        const [who, what] = [whoIs(parent), visibleName(name)];
        return [
          {
            ...findingOf(
              'restartLoop',
              { row: parent, since: toEpoch(startedAt[0]!) },
              {
                // Scripts do such things on purpose.
                severity: isShell(parent.values.comm) ? 'note' : 'warning',
                title: { en: `${who} starts ${what} again and again`, zh: `${who} 反复启动 ${what}` },
                explanation: [
                  {
                    en: `At least ${RESTARTS} times within a minute ${what} was started after the one before had ended. Ending it is no remedy: it comes back.`,
                    zh: `一分钟内 ${what} 至少 ${RESTARTS} 次在前一个结束后再次启动。结束它没有用：它会再次出现。`,
                  },
                ],
                remedies: [
                  advice(`Find out why ${what} ends: its log, its exit status.`, `查明 ${what} 为何结束：查看日志和退出状态。`),
                  { kind: 'signal', signal: 'SIGTERM', target: parent.id, text: { en: `End ${who}, which starts it.`, zh: `结束启动它的 ${who}。` } },
                ],
              },
            ),
            id: `restartLoop ${parent.key} ${name}`,
          },
        ];
      });
    },
  };
}
