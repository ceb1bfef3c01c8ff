import { Diagnosis } from '../../../shared/process/diagnosis/diagnosis.ts';
import type { Finding, FindingsReport } from '../../../shared/process/diagnosis/finding.ts';
import type { World } from '../../../shared/process/diagnosis/rule.ts';
import { Lineage } from '../../../shared/process/lineage.ts';
import type { Row } from '../../../shared/process/row.ts';
import type { Delta, ProcessTable } from '../../../shared/process/snapshot.ts';
import type { SystemLine } from '../../../shared/system/systemLine.ts';
import type { EventTypes } from '../../../shared/transport/contract.ts';
import type { FactReader } from '../providers/provider.ts';
import { signalNumberOf } from '../signals/signalNumber.ts';

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
  #system: SystemLine | null = null;

  constructor(readonly options: InsightOptions) {
    this.#diagnosis = new Diagnosis(options.fields);
  }

  /** Takes in what changed of the table; `gone` are the rows that went. */
  take(delta: Delta, gone: readonly Row[]): void {
    this.#lineage.apply(delta);
    this.#diagnosis.take(delta, gone, this.options.table.rows, this.#lineage);
  }

  takeSystem(line: SystemLine): void {
    this.#system = line;
  }

  /** Looks for findings: once for each sample, after it was taken in. */
  look(): void {
    if (this.#lineage.version !== this.#toldLineage) {
      this.#toldLineage = this.#lineage.version;
      this.options.emit('lineage', this.#lineage.report());
    }
    const findings = this.#diagnosis.look(this.world());
    const text = JSON.stringify(findings);
    if (text === this.#told) return;
    this.#told = text;
    this.#findings = { findings };
    this.options.emit('findings', this.#findings);
  }

  /** What rules look at, as it is now. */
  world(): Omit<World, 'growthOf'> {
    const { rows } = this.options.table;
    return {
      rows,
      lineage: this.#lineage,
      system: this.#system,
      numberOf: signalNumberOf,
      rowOf: (pid) => {
        const key = pid === null ? null : this.#lineage.holderOf(pid);
        return key === null ? null : (rows.get(key) ?? null);
      },
      readFacts: (row, files) => this.options.readFacts(row.id, files),
    };
  }

  /** What shows now. */
  get findings(): readonly Finding[] {
    return this.#findings.findings;
  }

  /** Tells one view all that is known. */
  tell(emit: Emit): void {
    emit('lineage', this.#lineage.report());
    emit('findings', this.#findings);
  }
}
