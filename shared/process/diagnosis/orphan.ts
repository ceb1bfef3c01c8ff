import { whoIs, whoIsKin } from '../whoIs.ts';
import type { Row } from '../row.ts';
import { isZombie } from '../stat.ts';
import type { Text } from '../../words/text.ts';
import { type Finding, MOST_SELECTED } from './finding.ts';
import { advice, type Case, type Rule, sending, type World } from './rule.ts';

/**
 * Processes that lost their parent: seen by us, or inferred. A child is born into its parent's session (setsid(2), credentials(7)), so who is
 * in another session than its parent and does not lead it has got another parent since, unless that parent left the session itself.
 * Those of one session are one finding.
 */
export const orphan: Rule = {
  name: 'orphan',
  needs: ['ppid', 'sid', 'pgid'],
  after: 0,
  suspects: (row, lineage) => mayBeOrphan(row) && (lineage.orphanOf(row.key) !== null || lineage.isOfOtherSession(row.key)),
  find: (cases, world) => {
    const bySession = new Map<string, { readonly kind: Kind; readonly cases: Case[] }>();
    for (const one of cases) {
      const kind = kindOf(one.row, world);
      if (kind === null) continue;
      const name = `${kind} ${one.row.values.sid}`;
      const others = bySession.get(name);
      if (others === undefined) bySession.set(name, { kind, cases: [one] });
      else others.cases.push(one);
    }
    return [...bySession.values()].map(({ kind, cases: members }) => describe(kind, members, world));
  },
};

const isLeader = ({ id, values }: Row): boolean => values.sid === id.pid;

function mayBeOrphan({ id, values }: Row): boolean {
  return id.pid !== 1 && values.isKernelThread !== true && !isZombie(values) && (values.ppid ?? 0) > 0 && values.sid !== null;
}

/** What kind of orphan a process is: a daemon made by forking twice, what is left of a session, or only without its parent. null: none. */
export type Kind = 'daemon' | 'leftover' | 'orphan';

export function kindOf(row: Row, world: Pick<World, 'rowOf' | 'lineage'>): Kind | null {
  if (!mayBeOrphan(row)) return null;
  const seen = world.lineage.orphanOf(row.key);
  const { sid, pgid, ppid } = row.values;
  const parent = world.rowOf(ppid);
  // A session whose leader is outside of our PID namespace has no number here (0): nothing follows from it (pid_namespaces(7)).
  const isOfOurs = sid !== null && sid > 0;
  const isInferred = seen === null && isOfOurs && !isLeader(row) && parent !== null && parent.values.sid !== null && parent.values.sid !== sid;
  if (seen === null && !isInferred) return null;
  if (isLeader(row) || !isOfOurs) return 'orphan';
  if (world.rowOf(sid) !== null) return 'orphan';
  // Of a job of a shell the group is its own; of what forked twice it is the group of the first, which led the session.
  return pgid === sid && row.values.tty === null ? 'daemon' : 'leftover';
}

const TITLES: Readonly<Record<Kind, (who: string, others: number) => Text>> = {
  daemon: (who, others) =>
    others === 0
      ? { en: `${who} runs on its own as a daemon`, zh: `${who} 作为守护进程独立运行` }
      : { en: `${who} and ${others} more run on their own as daemons`, zh: `${who} 等 ${others + 1} 个进程作为守护进程独立运行` },
  leftover: (who, others) =>
    others === 0
      ? { en: `${who} is left of a session that was closed`, zh: `${who} 是已关闭会话的遗留进程` }
      : { en: `${who} and ${others} more are left of a session that was closed`, zh: `${who} 等 ${others + 1} 个进程是已关闭会话的遗留进程` },
  orphan: (who, others) =>
    others === 0
      ? { en: `${who} is an orphan`, zh: `${who} 是孤儿进程` }
      : { en: `${who} and ${others} more are orphans`, zh: `${who} 等 ${others + 1} 个进程是孤儿进程` },
};

function describe(kind: Kind, members: readonly Case[], world: World): Finding {
  const [first] = members as [Case, ...Case[]];
  const { row } = first;
  const { sid } = row.values;
  const n = members.length;
  const seen = world.lineage.orphanOf(row.key);
  const adopter = world.rowOf(row.values.ppid);
  const by = adopter === null ? '?' : whoIs(adopter);
  const origin: Text =
    seen === null
      ? { en: `Inferred: it is in session ${sid}, its parent ${by} is not.`, zh: `推断：它属于会话 ${sid}，而其父进程 ${by} 不属于。` }
      : {
          en: `Its parent ${seen.from.name === '' ? '' : `${whoIsKin(seen.from)} `}has ended; ${by} adopted it and will reap it.`,
          zh: `其父进程 ${whoIsKin(seen.from)} 已结束；${by} 收养了它，并会在它结束时回收。`,
        };
  return {
    id: `orphan ${kind} ${sid} ${row.key}`,
    rule: 'orphan',
    severity: 'note',
    process: row.id,
    selects: members.slice(0, MOST_SELECTED).map((one) => one.row.id),
    count: n,
    since: members.every(({ since }) => since !== null) ? Math.min(...members.map(({ since }) => since!)) : null,
    title: TITLES[kind](whoIs(row), n - 1),
    explanation: [origin, MEANING[kind](sid)],
    facts: [],
    remedies: [
      advice('Nothing needs to be done: an orphan is no fault.', '无需处理：孤儿进程不是故障。'),
      ...(kind === 'leftover' ? [sending('SIGHUP', row.id, 'Hang it up, as closing its terminal would have.', '发送 SIGHUP，如同关闭其终端。')] : []),
      sending('SIGTERM', row.id, 'Ask it to end.', '请求它结束。'),
    ],
  };
}

const MEANING: Readonly<Record<Kind, (sid: number | null) => Text>> = {
  daemon: (sid) => ({
    en: `It has no terminal, and the leader of its session (${sid}) has ended: that is how a program makes itself a daemon, by forking twice. What a script left behind looks the same.`,
    zh: `它没有终端，其会话首进程（${sid}）已结束：程序通过两次 fork 成为守护进程时就是这样。脚本遗留的进程看起来也一样。`,
  }),
  leftover: (sid) => ({
    en: `The leader of its session (${sid}), mostly a shell in a terminal or an editor, has ended, and it went on.`,
    zh: `其会话首进程（${sid}，多为终端或编辑器中的 shell）已结束，而它继续运行。`,
  }),
  orphan: () => ({ en: 'An orphan runs as before; only who waits for its end is another.', zh: '孤儿进程照常运行，只是等待其结束的进程换了一个。' }),
};
