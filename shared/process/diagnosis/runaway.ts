import { whoIs } from '../whoIs.ts';
import { findingOf, type Rule } from './rule.ts';
import { RUNAWAY_AFTER, RUNAWAY_PERCENT } from './thresholds.ts';

export const runaway: Rule = {
  name: 'runaway',
  needs: ['cpuPercent'],
  after: RUNAWAY_AFTER,
  suspects: ({ values }) => (values.cpuPercent ?? 0) >= RUNAWAY_PERCENT,
  find: (cases) =>
    cases.map((one) =>
      findingOf('runaway', one, {
        severity: 'warning',
        title: { en: `${whoIs(one.row)} takes a whole core`, zh: `${whoIs(one.row)} 占满一个核心` },
        explanation: [
          { en: 'For more than a minute it has used at least 90 % of one core without a pause.', zh: '一分多钟以来，它持续占用一个核心的至少 90%。' },
        ],
        remedies: [
          {
            kind: 'advice',
            text: { en: 'If it is meant to work this hard, leave it, or give it a higher nice value.', zh: '如果这是预期的工作，请保留，或提高其 nice 值。' },
          },
          { kind: 'signal', signal: 'SIGTERM', target: one.row.id, text: { en: 'Ask it to end.', zh: '请求它结束。' } },
        ],
      }),
    ),
};
