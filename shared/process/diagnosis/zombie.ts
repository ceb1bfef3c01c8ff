import { whoIs } from '../whoIs.ts';
import { isInMask } from '../signalMasks.ts';
import { isZombie } from '../stat.ts';
import type { Row } from '../row.ts';
import type { Text } from '../../words/text.ts';
import { type Finding, MOST_SELECTED, type Remedy } from './finding.ts';
import type { ProcessFacts } from './facts.ts';
import { type Case, type Rule, same, type World } from './rule.ts';
import { MANY_ZOMBIES, ZOMBIE_AFTER } from './thresholds.ts';

/** Zombies, one finding a parent: the parent is whom it is about (domain.md). */
export const zombie: Rule = {
  name: 'zombie',
  needs: ['state', 'threads', 'ppid'],
  after: ZOMBIE_AFTER,
  suspects: (row) => isZombie(row.values),
  find: (cases, world) => {
    const byParent = new Map<number | null, Case[]>();
    for (const one of cases) {
      const { ppid } = one.row.values;
      const others = byParent.get(ppid);
      if (others === undefined) byParent.set(ppid, [one]);
      else others.push(one);
    }
    return [...byParent].map(([ppid, children]) => findUnder(world.rowOf(ppid), children, world));
  },
};

function findUnder(parent: Row | null, children: readonly Case[], world: World): Finding {
  const [first] = children;
  const since = children.every((child) => child.since !== null) ? Math.min(...children.map((child) => child.since!)) : null;
  const facts = parent === null ? null : world.readFacts(parent, ['status']);
  const status = children.length === 1 ? (world.readFacts(first!.row, ['stat'])?.exitStatus ?? null) : null;
  const who = parent === null ? null : whoIs(parent);
  const n = children.length;
  const id = `zombie ${parent?.key ?? first!.row.key}`;
  const growth = world.growthOf(id, n);
  return {
    id,
    rule: 'zombie',
    severity: n >= MANY_ZOMBIES ? 'problem' : 'warning',
    process: parent?.id ?? first!.row.id,
    selects: children.slice(0, MOST_SELECTED).map(({ row }) => row.id),
    count: n,
    since,
    title:
      n === 1
        ? { en: `${whoIs(first!.row)} is a zombie`, zh: `${whoIs(first!.row)} 是僵尸进程` }
        : { en: `${n} children of ${who ?? '?'} are not reaped`, zh: `${who ?? '?'} 有 ${n} 个子进程未被回收` },
    explanation: [
      {
        en: 'A zombie has ended; it keeps its pid and exit status until its parent waits for it, and cannot be killed.',
        zh: '僵尸进程已经结束，在父进程等待它之前保留进程号和退出状态，无法被杀死。',
      },
      reasonOf(parent, facts, world.numberOf('SIGCHLD')),
    ],
    facts: [
      ...(n === 1 ? [{ label: { en: 'Exit status', zh: '退出状态' }, value: exitText(status) }] : []),
      { label: { en: 'Growth', zh: '增长' }, value: growthText(growth) },
    ],
    remedies: parent === null ? [] : remediesFor(parent, facts),
  };
}

/** A wait status in words (waitpid(2)). */
function exitText(status: number | null): Text {
  if (status === null) return { en: 'not known: needs the right to trace it', zh: '未知：需要跟踪它的权限' };
  const signal = status & 0x7f;
  return signal === 0 ? same(String((status >> 8) & 0xff)) : { en: `ended by signal ${signal}`, zh: `被信号 ${signal} 结束` };
}

function growthText(perMinute: number | null): Text {
  if (perMinute === null) return { en: 'not known yet', zh: '尚不清楚' };
  const rounded = Math.round(perMinute);
  if (rounded === 0) return { en: 'none', zh: '无' };
  return { en: `${rounded > 0 ? '+' : ''}${rounded} a minute`, zh: `每分钟 ${rounded > 0 ? '+' : ''}${rounded}` };
}

const isInnerInit = (facts: ProcessFacts | null): boolean =>
  facts?.innerPids !== null && facts !== null && facts.innerPids.length > 1 && facts.innerPids.at(-1) === 1;

function reasonOf(parent: Row | null, facts: ProcessFacts | null, sigchld: number | null): Text {
  if (parent === null) return { en: 'Its parent cannot be seen from here.', zh: '从这里看不到它的父进程。' };
  const who = whoIs(parent);
  const { state } = parent.values;
  if (state === 'T' || state === 't') return { en: `${who} is stopped, so it waits for nobody.`, zh: `${who} 已停止，因此不会等待任何子进程。` };
  if (state === 'D') return { en: `${who} is in uninterruptible sleep (D) and cannot wait now.`, zh: `${who} 处于不可中断睡眠（D），现在无法等待。` };
  if (isInnerInit(facts)) return { en: `${who} is pid 1 of a container and does not reap.`, zh: `${who} 是容器的 1 号进程，却不回收子进程。` };
  if (facts === null || facts.masks === null || sigchld === null)
    return { en: `What ${who} makes of SIGCHLD cannot be read.`, zh: `无法读取 ${who} 如何处理 SIGCHLD。` };
  if (isInMask(facts.masks.ignored, sigchld)) return { en: `${who} ignores SIGCHLD now.`, zh: `${who} 目前忽略 SIGCHLD。` };
  if (!isInMask(facts.masks.caught, sigchld))
    return { en: `${who} does not catch SIGCHLD: nothing tells it that a child has ended.`, zh: `${who} 未捕获 SIGCHLD：没有什么告诉它子进程已结束。` };
  if (state === 'R') return { en: `${who} catches SIGCHLD but is busy.`, zh: `${who} 捕获 SIGCHLD，但正忙。` };
  return { en: `${who} catches SIGCHLD but has not waited for the child.`, zh: `${who} 捕获 SIGCHLD，但尚未等待该子进程。` };
}

function remediesFor(parent: Row, facts: ProcessFacts | null): Remedy[] {
  const who = whoIs(parent);
  const remedies: Remedy[] = [{ kind: 'advice', text: { en: 'Wait: a young zombie is normal.', zh: '等待：刚出现的僵尸进程是正常的。' } }];
  const send = (signal: 'SIGCONT' | 'SIGCHLD' | 'SIGTERM', text: Text): void => void remedies.push({ kind: 'signal', signal, target: parent.id, text });
  if (parent.values.state === 'T') send('SIGCONT', { en: `Resume ${who}.`, zh: `恢复 ${who}。` });
  if (parent.id.pid !== 1) {
    send('SIGCHLD', { en: `Remind ${who} with SIGCHLD.`, zh: `用 SIGCHLD 提醒 ${who}。` });
    send('SIGTERM', { en: `End ${who}: whoever adopts its zombies reaps them.`, zh: `结束 ${who}：收养者会回收这些僵尸进程。` });
  }
  if (isInnerInit(facts) || parent.id.pid === 1)
    remedies.push({ kind: 'advice', text: { en: 'Start the container with an init that reaps (--init).', zh: '用会回收子进程的 init 启动容器（--init）。' } });
  return remedies;
}
