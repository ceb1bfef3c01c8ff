import { whoIs } from '../whoIs.ts';
import { findingOf, type Rule } from './rule.ts';

/** B5: Z with live threads is no zombie. */
export const leaderExited: Rule = {
  name: 'leaderExited',
  needs: ['state', 'threads'],
  after: 0,
  suspects: ({ values }) => values.state === 'Z' && (values.threads ?? 1) > 1,
  find: (cases) =>
    cases.map((one) =>
      findingOf('leaderExited', one, {
        severity: 'note',
        title: { en: `${whoIs(one.row)}: leader exited, it still runs`, zh: `${whoIs(one.row)}：主线程已退出，仍在运行` },
        explanation: [
          {
            en: `Its first thread has exited, ${one.row.values.threads! - 1} live on. It is no zombie and can be ended.`,
            zh: `首个线程已退出，另有 ${one.row.values.threads! - 1} 个线程存活。它不是僵尸进程，可以结束。`,
          },
        ],
        remedies: [{ kind: 'signal', signal: 'SIGTERM', target: one.row.id, text: { en: 'End it.', zh: '结束它。' } }],
      }),
    ),
};
