import type { FactFile } from '../../../shared/process/diagnosis/facts.ts';
import { explain } from '../../../shared/process/explain/explain.ts';
import type { Explanation } from '../../../shared/process/explain/explanation.ts';
import { type Around, subjectOf } from '../../../shared/process/explain/subject.ts';
import type { Row } from '../../../shared/process/row.ts';
import { hasTimer } from '../providers/linux/restartRule.ts';
import type { FactReader } from '../providers/provider.ts';
import { signalNumberOf } from '../signals/signalNumber.ts';

const FILES: readonly FactFile[] = ['status', 'stat', 'cgroup', 'wchan', 'exe'];

/** Explains a process of the table, with what can be read of it now. */
export function explainProcess(row: Row, readFacts: FactReader, around: Omit<Around, 'facts' | 'hasTimer' | 'numberOf'>): Explanation {
  const facts = readFacts(row.id, FILES);
  return explain(subjectOf(row, { ...around, facts, hasTimer: hasTimer(facts?.controlGroups ?? null), numberOf: signalNumberOf }));
}
