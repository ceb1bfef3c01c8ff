import type { ReactNode } from 'react';
import type { Unit } from '../../shared/fields/field.ts';
import type { ProcessId } from '../../shared/process/identity.ts';
import { type Limit, LIMITS } from '../../shared/process/limits.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Client } from '../../shared/transport/client.ts';
import { DASH } from '../text/fieldText.ts';
import { useText, useWords } from '../words/language.tsx';
import { useAnswer } from './useAnswer.ts';
import { useFormat } from './useFormat.ts';

const READ_EVERY = 3_000;
/** Share of a limit from which on it is marked, as the finding of it is. */
const NEAR = 0.9;
const ask = (client: Client, target: ProcessId) => client.request('limits', { target });

/** What holds the process down, and how far it is from it. */
export function LimitsTab({ row }: { readonly row: Row }): ReactNode {
  const { answer, error } = useAnswer(row, 'limits', ask, READ_EVERY);
  const words = useWords();
  const { limits } = words.details;
  if (answer === null) return <p className="dim">{error === null ? words.details.reading : words.details.failed(error.message)}</p>;
  if (answer.kind === 'unknown') return <p className="reason">{words.unknown[answer.reason]}</p>;
  return (
    <section>
      <table className="limits" aria-label={limits.label}>
        <thead>
          <tr>
            <th scope="col">{limits.columns.limit}</th>
            {(['used', 'soft', 'hard'] as const).map((column) => (
              <th key={column} scope="col" className="numeric">
                {limits.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.limits.map((limit) => (
            <LimitRow key={limit.id} limit={limit} />
          ))}
        </tbody>
      </table>
      <p className="dim hint">{limits.hint}</p>
    </section>
  );
}

function LimitRow({ limit: { id, used, unknown, soft, hard } }: { readonly limit: Limit }): ReactNode {
  const words = useWords();
  const { limits } = words.details;
  const format = useFormat();
  const say = useText();
  const { header, unit }: { readonly header: (typeof LIMITS)[number]['header']; readonly unit: Unit | null } = LIMITS.find((limit) => limit.id === id)!;
  const text = (value: number | 'unlimited'): string => (value === 'unlimited' ? limits.unlimited : format(unit, value));
  const share = used === null || soft === 'unlimited' || soft === 0 ? null : used / soft;
  const isNear = share !== null && share >= NEAR && id !== 'nice' && id !== 'realtime';
  return (
    <tr {...(isNear ? { className: 'near' } : {})}>
      <th scope="row">
        {say(header)}
        {isNear && <span className="tag state-Z">{limits.near(format('percent', share * 100))}</span>}
      </th>
      <td className="numeric">
        {used === null ? (
          <span className="unknown" data-tip="text" data-reason={words.unknown[unknown ?? 'unsupported']}>
            {DASH}
          </span>
        ) : (
          text(used)
        )}
      </td>
      <td className="numeric">{text(soft)}</td>
      <td className="numeric">{text(hard)}</td>
    </tr>
  );
}
