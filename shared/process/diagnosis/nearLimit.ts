import { whoIs } from '../whoIs.ts';
import type { ProcessKey } from '../identity.ts';
import type { Row } from '../row.ts';
import { visibleName } from '../visibleText.ts';
import type { Finding } from './finding.ts';
import { advice, findingOf, sending, type Tracker, type World } from './rule.ts';
import { LOW_MEMORY, NEAR_LIMIT } from './thresholds.ts';

/** Processes whose descriptors are counted at one look: in turn, for each costs some calls. bytes: smaller ones have hardly anything open. */
const AT_A_LOOK = 2;
const WORTH_A_LOOK = 4 * 2 ** 20;
/** Fewer are near no limit that anybody sets. */
const FEW_FILES = 200;
/** Looks between two counts of what each user has. */
const USERS_EVERY = 10;
/** So many of the largest processes are asked for their score when memory is short. */
const LARGEST = 5;

/** Who is near a limit: open descriptors (RLIMIT_NOFILE), a user's processes (RLIMIT_NPROC), the machine's memory. */
export function createNearLimit(): Tracker {
  let turn: ProcessKey[] = [];
  let looks = 0;
  const near = new Set<ProcessKey>();
  let users: readonly { readonly row: Row; readonly count: number; readonly limit: number }[] = [];
  return {
    name: 'nearLimit',
    needs: ['rss'],
    take: ({ gone }) => {
      for (const { key } of gone) near.delete(key);
    },
    find: (world, _at) => {
      if (turn.length === 0) turn = [...world.rows.values()].filter(({ values }) => (values.rss ?? 0) >= WORTH_A_LOOK).map(({ key }) => key);
      const asked = new Set([...near, ...turn.splice(-AT_A_LOOK)]);
      const found: Finding[] = [];
      for (const key of asked) {
        const row = world.rows.get(key);
        const finding = row === undefined || row.values.isKernelThread === true ? null : nearFiles(row, world);
        if (finding === null) near.delete(key);
        else {
          near.add(key);
          found.push(finding);
        }
      }
      if (looks++ % USERS_EVERY === 0) users = nearProcesses(world);
      return [...found, ...users.map(describeUser), ...firstToEnd(world)];
    },
  };
}

function nearFiles(row: Row, world: World): Finding | null {
  const open = world.readFacts(row, ['fd'])?.openFiles ?? 0;
  if (open < FEW_FILES) return null;
  const limit = world.readFacts(row, ['limits'])?.openFilesLimit ?? null;
  if (limit === null || open < limit * NEAR_LIMIT) return null;
  return findingOf(
    'nearLimit',
    { row, since: null },
    {
      id: `nearLimit files ${row.key}`,
      severity: open >= limit ? 'problem' : 'warning',
      title: { en: `${whoIs(row)} has almost no descriptors left`, zh: `${whoIs(row)} 的文件描述符即将用尽` },
      explanation: [
        {
          en: `${open} of ${limit} are open. At the limit it can open no file and take no connection (EMFILE).`,
          zh: `已打开 ${open} 个，上限 ${limit} 个。达到上限后无法再打开文件或接受连接（EMFILE）。`,
        },
      ],
      remedies: [
        advice('Raise its limit (LimitNOFILE=, ulimit -n), or find what it does not close.', '提高其上限（LimitNOFILE=、ulimit -n），或查明它没有关闭什么。'),
      ],
    },
  );
}

/** RLIMIT_NPROC counts threads of the real user; root is exempt (getrlimit(2)). */
function nearProcesses(world: World): { row: Row; count: number; limit: number }[] {
  const byUser = new Map<number, { row: Row; count: number }>();
  for (const row of world.rows.values()) {
    const { uid, threads } = row.values;
    if (uid === null || uid === 0) continue;
    const user = byUser.get(uid) ?? { row, count: 0 };
    user.count += threads ?? 1;
    if ((threads ?? 1) > (user.row.values.threads ?? 1)) user.row = row;
    byUser.set(uid, user);
  }
  return [...byUser.values()].flatMap(({ row, count }) => {
    if (count < FEW_FILES) return [];
    const limit = world.readFacts(row, ['limits'])?.processesLimit ?? null;
    return limit !== null && count >= limit * NEAR_LIMIT ? [{ row, count, limit }] : [];
  });
}

function describeUser({ row, count, limit }: { readonly row: Row; readonly count: number; readonly limit: number }): Finding {
  const user = visibleName(row.values.user ?? String(row.values.uid));
  return findingOf(
    'nearLimit',
    { row, since: null },
    {
      id: `nearLimit processes ${row.values.uid}`,
      severity: count >= limit ? 'problem' : 'warning',
      title: { en: `User ${user} can hardly start another process`, zh: `用户 ${user} 几乎无法再启动进程` },
      explanation: [
        {
          en: `${count} threads run, ${limit} are allowed to ${whoIs(row)}, which has the most. At the limit fork fails (EAGAIN).`,
          zh: `正在运行 ${count} 个线程，其中线程最多的 ${whoIs(row)} 上限为 ${limit}。达到上限后 fork 会失败（EAGAIN）。`,
        },
      ],
      remedies: [
        advice('Raise the limit (TasksMax=, ulimit -u), or end what is not needed.', '提高上限（TasksMax=、ulimit -u），或结束不需要的进程。'),
        sending('SIGTERM', row.id, `Ask ${whoIs(row)} to end.`, `请求 ${whoIs(row)} 结束。`),
      ],
    },
  );
}

/** When memory is short: whom the kernel would end first, by its own score (proc_pid_oom_score(5)). */
function firstToEnd(world: World): Finding[] {
  const memory = world.system?.memory ?? null;
  if (memory === null || memory.available === null || memory.available >= memory.total * LOW_MEMORY) return [];
  const largest = [...world.rows.values()].sort((a, b) => (b.values.rss ?? 0) - (a.values.rss ?? 0)).slice(0, LARGEST);
  const scores = largest.flatMap((row) => {
    const score = world.readFacts(row, ['oom_score'])?.oomScore ?? null;
    return score === null ? [] : [{ row, score }];
  });
  const first = scores.sort((a, b) => b.score - a.score)[0];
  if (first === undefined) return [];
  const { row, score } = first;
  return [
    findingOf(
      'nearLimit',
      { row, since: null },
      {
        id: `nearLimit memory ${row.key}`,
        severity: 'warning',
        title: { en: `Memory is short: ${whoIs(row)} would be ended first`, zh: `内存不足：${whoIs(row)} 会最先被结束` },
        explanation: [
          {
            en: `Less than a tenth of the machine’s memory can be had. Of the largest processes it has the highest score (${score}) with the kernel’s out-of-memory killer.`,
            zh: `可用内存不足整机的十分之一。在最大的进程中，它在内核 OOM killer 中的分数最高（${score}）。`,
          },
        ],
        remedies: [
          advice('Close what is not needed before the kernel chooses.', '在内核作出选择之前关闭不需要的程序。'),
          sending('SIGTERM', row.id, 'Ask it to end.', '请求它结束。'),
        ],
      },
    ),
  ];
}
