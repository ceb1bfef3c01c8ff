import { whoIs } from '../whoIs.ts';
import type { Text } from '../../words/text.ts';
import { visibleText } from '../visibleText.ts';
import { describeWait } from '../waitChannel.ts';
import type { ProcessFacts } from './facts.ts';
import { advice, findingOf, type Rule, same } from './rule.ts';
import { STUCK_AFTER } from './thresholds.ts';

/**
 * In uninterruptible sleep without a break: its switches of context did not move meanwhile. Of who cannot be read, D at each look must do.
 * The kernel's own threads rest in D by design.
 */
export const stuck: Rule = {
  name: 'stuck',
  needs: ['state'],
  after: STUCK_AFTER,
  suspects: ({ values }) => values.state === 'D' && values.isKernelThread !== true,
  token: (row, world) => {
    const facts = world.readFacts(row, ['status']);
    return facts === null ? null : `${facts.voluntarySwitches} ${facts.involuntarySwitches}`;
  },
  find: (cases, world) =>
    cases.map((one) => {
      const facts = world.readFacts(one.row, ['wchan', 'syscall']);
      return findingOf('stuck', one, {
        severity: 'problem',
        title: { en: `${whoIs(one.row)} is stuck in uninterruptible sleep`, zh: `${whoIs(one.row)} 卡在不可中断睡眠中` },
        explanation: [
          waitText(facts?.wchan ?? null),
          {
            en: 'Signals wait too, most often even SIGKILL, until that has come. (A few such waits let SIGKILL through: of a vfork parent, of NFS, of FUSE.)',
            zh: '在此之前信号也要等待，通常连 SIGKILL 也不例外。（少数等待可被 SIGKILL 打断：vfork 的父进程、NFS、FUSE。）',
          },
        ],
        facts: [{ label: { en: 'On', zh: '位于' }, value: targetText(facts) }],
        remedies: [
          advice('Mend what it waits for: the disk, the mount or the network.', '修复它所等待的对象：磁盘、挂载或网络。'),
          {
            kind: 'signal',
            signal: 'SIGKILL',
            target: one.row.id,
            text: { en: 'Send SIGKILL: it ends when the wait does.', zh: '发送 SIGKILL：等待结束时它便结束。' },
          },
        ],
      });
    }),
};

function waitText(wchan: string | null): Text {
  if (wchan === null) return { en: 'What it waits for cannot be read: that needs the right to trace it.', zh: '无法读取它在等待什么：需要跟踪它的权限。' };
  const what = describeWait(wchan);
  const where = visibleText(wchan);
  return what === null
    ? { en: `It waits inside the kernel, in ${where}.`, zh: `它在内核的 ${where} 中等待。` }
    : { en: `It waits inside the kernel (${where}) for ${what.en}.`, zh: `它在内核中（${where}）等待${what.zh}。` };
}

function targetText(facts: ProcessFacts | null): Text {
  const target = facts?.waitsOn ?? null;
  if (target === null) return { en: 'not known: no descriptor says it', zh: '未知：没有描述符可以说明' };
  const { path, fileSystem } = target;
  if (fileSystem === null) return same(visibleText(path));
  return same(visibleText(`${path} — ${fileSystem.type}, ${fileSystem.source}, ${fileSystem.mountPoint}`));
}
