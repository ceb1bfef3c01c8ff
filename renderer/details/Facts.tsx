import type { ReactNode } from 'react';
import type { FieldValue as Value } from '../../shared/fields/field.ts';
import type { Field } from '../../shared/fields/field.ts';
import { FACTS, type FactField, type Inspected, type Inspection } from '../../shared/process/inspection.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Client } from '../../shared/transport/client.ts';
import type { Result } from '../../shared/transport/contract.ts';
import type { ProcessId } from '../../shared/process/identity.ts';
import { useProcesses } from '../state/stores.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { useText, useWords } from '../words/language.tsx';
import { FieldValue } from './FieldValue.tsx';
import { TAB_FIELDS } from './tabFields.ts';
import { Unknown } from './Unknown.tsx';
import { useAnswer } from './useAnswer.ts';
import { type Format, useFormat } from './useFormat.ts';

/** ms after which a shown tab is read again; smaps_rollup walks all of a process's memory. */
const READ_EVERY = 3_000;

type Ask = (client: Client, target: ProcessId) => Promise<Result<Inspection>>;
const ASK: Readonly<Record<Inspected, Ask>> = {
  identity: (client, target) => client.request('inspect', { target, tab: 'identity' }),
  memory: (client, target) => client.request('inspect', { target, tab: 'memory' }),
  io: (client, target) => client.request('inspect', { target, tab: 'io' }),
  scheduling: (client, target) => client.request('inspect', { target, tab: 'scheduling' }),
};

interface FactsProps {
  readonly row: Row;
  readonly tab: Inspected;
  readonly title: string;
  readonly fields: readonly Field[];
}

/** What is read of the process for a tab, with what the table knows besides. Where the system tells none of it, what the table knows has to do. */
export function Facts({ row, tab, title, fields }: FactsProps): ReactNode {
  const { answer, error } = useAnswer(row, tab, ASK[tab], READ_EVERY);
  const words = useWords();
  const { always, instead } = TAB_FIELDS[tab];
  const known = answer?.kind === 'read' ? answer : null;
  const offered = useProcesses(({ capabilities }) => capabilities?.fields ?? null);
  const isTold = answer?.kind !== 'unknown';
  const ids: readonly string[] = known === null ? [...instead, ...always] : always;
  // Where the system tells no facts, a sentence stands for what it does not tell either.
  const shown = fields.filter(({ id }) => ids.includes(id) && (isTold || offered === null || offered.includes(id)));
  return (
    <section className="facts-section">
      <h3>{title}</h3>
      {error !== null && <p className="reason">{words.details.failed(error.message)}</p>}
      <dl className="values">
        {known !== null && FACTS.filter((fact) => fact.tab === tab).map((fact) => <FactValue key={fact.id} fact={fact} answer={known} />)}
        {shown.map((field) => (
          <FieldValue key={field.id} field={field} row={row} />
        ))}
      </dl>
      {answer?.kind === 'unknown' && <p className="reason">{answer.reason === 'unsupported' ? words.details.noMore : words.unknown[answer.reason]}</p>}
    </section>
  );
}

function FactValue({ fact, answer }: { readonly fact: FactField; readonly answer: Extract<Inspection, { kind: 'read' }> }): ReactNode {
  const format = useFormat();
  const say = useText();
  const value = answer.values[fact.id] ?? null;
  return (
    <div className="pair">
      <dt {...(fact.help === null ? {} : { 'data-tip': 'text', 'data-reason': say(fact.help) })}>{say(fact.header)}</dt>
      <dd>{value === null ? <Unknown reason={answer.unknown[fact.id] ?? 'none'} /> : <SafeText text={factText(fact, value, format)} />}</dd>
    </div>
  );
}

function factText({ unit }: FactField, value: Exclude<Value, null>, format: Format): string {
  if (typeof value === 'number') return format(unit, value, 'long');
  return typeof value === 'object' ? value.join(' ') : String(value);
}
