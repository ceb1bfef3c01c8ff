import { whoIs } from '../whoIs.ts';
import { findingOf, type Rule } from './rule.ts';

/** B9: held by a tracer, who is named where it can be read. */
export const traced: Rule = {
  name: 'traced',
  needs: ['state'],
  after: 0,
  suspects: ({ values }) => values.state === 't',
  find: (cases, world) =>
    cases.map((one) => {
      const tracer = world.readFacts(one.row, ['status'])?.tracer ?? null;
      const row = world.rowOf(tracer);
      const who = row !== null ? whoIs(row) : null;
      return findingOf('traced', one, {
        severity: 'note',
        title: { en: `${whoIs(one.row)} is held by a tracer`, zh: `${whoIs(one.row)} 被跟踪器暂停` },
        explanation: [
          who === null
            ? { en: 'Who traces it cannot be read.', zh: '无法读取是谁在跟踪它。' }
            : { en: `${who} traces it and decides when it goes on.`, zh: `${who} 正在跟踪它，并决定它何时继续。` },
        ],
        remedies:
          row === null ? [] : [{ kind: 'signal', signal: 'SIGTERM', target: row.id, text: { en: `End the tracer ${who}.`, zh: `结束跟踪器 ${who}。` } }],
      });
    }),
};
