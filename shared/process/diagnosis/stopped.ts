import { whoIs } from '../whoIs.ts';
import { isShell } from '../shells.ts';
import { findingOf, type Rule } from './rule.ts';

export const stopped: Rule = {
  name: 'stopped',
  needs: ['state'],
  after: 0,
  suspects: ({ values }) => values.state === 'T',
  find: (cases, world) =>
    cases.map((one) => {
      const parent = world.rowOf(one.row.values.ppid);
      const shell = parent !== null && isShell(parent.values.comm) ? whoIs(parent) : null;
      return findingOf('stopped', one, {
        severity: 'warning',
        title: { en: `${whoIs(one.row)} is stopped`, zh: `${whoIs(one.row)} 已停止` },
        explanation: [
          shell === null
            ? {
                en: 'It does nothing until it gets SIGCONT. No shell is its parent: you can resume it here.',
                zh: '收到 SIGCONT 之前不会执行。其父进程不是 shell：您可以在此恢复它。',
              }
            : {
                en: `It does nothing until it gets SIGCONT: from its shell ${shell} (fg, bg), or from you.`,
                zh: `收到 SIGCONT 之前不会执行：可由其 shell ${shell}（fg、bg）或您来恢复。`,
              },
        ],
        remedies: [{ kind: 'signal', signal: 'SIGCONT', target: one.row.id, text: { en: 'Resume it.', zh: '恢复它。' } }],
      });
    }),
};
