import { findingOf, type Rule, whoIs } from './rule.ts';
import { STUCK_AFTER } from './thresholds.ts';

export const stuck: Rule = {
  name: 'stuck',
  needs: ['state'],
  after: STUCK_AFTER,
  suspects: ({ values }) => values.state === 'D' && values.isKernelThread !== true,
  find: (cases) =>
    cases.map((one) =>
      findingOf('stuck', one, {
        severity: 'problem',
        title: { en: `${whoIs(one.row)} is stuck in uninterruptible sleep`, zh: `${whoIs(one.row)} 卡在不可中断睡眠中` },
        explanation: [
          {
            en: 'It waits inside the kernel, mostly for a disk or the network; some such waits still let SIGKILL through (a vfork parent). Else signals wait too.',
            zh: '它在内核中等待，多为磁盘或网络；其中有些等待仍可被 SIGKILL 打断（例如 vfork 的父进程），否则信号也要等待。',
          },
        ],
        remedies: [
          { kind: 'advice', text: { en: 'Mend what it waits for: the disk, the mount or the network.', zh: '修复它所等待的对象：磁盘、挂载或网络。' } },
        ],
      }),
    ),
};
