import { findingOf, type Rule, whoIs } from './rule.ts';

export const stopped: Rule = {
  name: 'stopped',
  needs: ['state'],
  after: 0,
  suspects: ({ values }) => values.state === 'T',
  find: (cases) =>
    cases.map((one) =>
      findingOf('stopped', one, {
        severity: 'warning',
        title: { en: `${whoIs(one.row)} is stopped`, zh: `${whoIs(one.row)} 已停止` },
        explanation: [
          {
            en: 'It does nothing until it gets SIGCONT: from its shell (fg, bg), or from you.',
            zh: '收到 SIGCONT 之前不会执行：可由其 shell（fg、bg）或您来恢复。',
          },
        ],
        remedies: [{ kind: 'signal', signal: 'SIGCONT', target: one.row.id, text: { en: 'Resume it.', zh: '恢复它。' } }],
      }),
    ),
};
