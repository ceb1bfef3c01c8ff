import { Diagnosis } from '../../../shared/process/diagnosis/diagnosis.ts';
import type { FactFile, ProcessFacts } from '../../../shared/process/diagnosis/facts.ts';
import type { FindingsReport } from '../../../shared/process/diagnosis/finding.ts';
import type { World } from '../../../shared/process/diagnosis/rule.ts';
import type { ProcessId } from '../../../shared/process/identity.ts';
import { Lineage } from '../../../shared/process/lineage.ts';
import type { Row } from '../../../shared/process/row.ts';
import type { Delta, ProcessTable } from '../../../shared/process/snapshot.ts';
import type { EventTypes } from '../../../shared/transport/contract.ts';

/** Reads facts of one process without blocking; null where it is no longer that process, or nothing can be told here. */
export type FactReader = (target: ProcessId, files: readonly FactFile[]) => ProcessFacts | null;

type Emit = <N extends 'findings' | 'lineage'>(name: N, data: EventTypes[N]) => void;

/** What insight needs of the engine around it. */
export interface InsightOptions {
  /** Ids of the fields that can be told here. */
  readonly fields: readonly string[];
  readonly table: ProcessTable;
  readonly readFacts: FactReader;
  /** Tells every view that is subscribed. */
  readonly emit: Emit;
}

/** Keeps the lineage and the findings of the table, and tells what changes of them. */
export class Insight {
  readonly #lineage = new Lineage();
  #toldLineage = 0;
  readonly #diagnosis: Diagnosis;
  #findings: FindingsReport = { findings: [] };
  #told = '[]';
  #firstLook: number | null = null;

  constructor(readonly options: InsightOptions) {
    this.#diagnosis = new Diagnosis(options.fields);
  }

  /** Takes in what changed of the table. */
  take(delta: Delta): void {
    this.#lineage.apply(delta);
    this.#diagnosis.take(delta, this.options.table.rows);
  }

  /** Looks for findings: once for each sample, after it was taken in. */
  look(): void {
    if (this.#lineage.version !== this.#toldLineage) {
      this.#toldLineage = this.#lineage.version;
      this.options.emit('lineage', this.#lineage.report());
    }
    const { rows, clock } = this.options.table;
    this.#firstLook ??= clock.takenAt;
    const findings = this.#diagnosis.look(this.#world(rows), clock.takenAt, this.#firstLook);
    const text = JSON.stringify(findings);
    if (text === this.#told) return;
    this.#told = text;
    this.#findings = { findings };
    this.options.emit('findings', this.#findings);
  }

  #world(rows: ProcessTable['rows']): World {
    let byPid: Map<number, Row> | null = null;
    return {
      rows,
      lineage: this.#lineage,
      rowOf: (pid) => {
        byPid ??= new Map(Array.from(rows.values(), (row) => [row.id.pid, row]));
        return pid === null ? null : (byPid.get(pid) ?? null);
      },
      readFacts: (row, files) => this.options.readFacts(row.id, files),
    };
  }

  /** Tells one view all that is known. */
  tell(emit: Emit): void {
    emit('lineage', this.#lineage.report());
    emit('findings', this.#findings);
  }
}
