import type { Row } from '../../shared/process/row.ts';
import { formatJson } from '../../shared/process/safeJson.ts';
import { Lineage } from '../../shared/process/lineage.ts';
import { explainProcess } from '../engine/diagnosis/explainProcess.ts';
import { createFactReader } from '../engine/providers/index.ts';
import type { Table } from './readTable.ts';

/** One process in sentences. What happened before is inferred, for a command that looks once has seen nothing. */
export function runExplain(row: Row, table: Table, choice: 'auto' | 'portable', asJson: boolean, print: (line: string) => void): void {
  const around = { rows: table.rows, clock: table.clock, lineage: new Lineage(), findings: [], ours: [process.pid] };
  const explanation = explainProcess(row, createFactReader(choice), around);
  if (asJson) return print(formatJson(explanation));
  print(explanation.name);
  for (const { title, sentences } of explanation.sections) {
    print('');
    print(title.en);
    for (const { en } of sentences) print(`  ${en}`);
  }
}
