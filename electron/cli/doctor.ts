import { setTimeout as pause } from 'node:timers/promises';
import { FIELDS } from '../../shared/fields/registry.ts';
import type { Finding } from '../../shared/process/diagnosis/finding.ts';
import { ProcessTable } from '../../shared/process/snapshot.ts';
import { formatJson } from '../../shared/process/safeJson.ts';
import { Insight } from '../engine/diagnosis/insight.ts';
import { createFactReader, createProvider, createSystemReader } from '../engine/providers/index.ts';
import { Sampler } from '../engine/sampler.ts';
import { BirthCounter } from '../engine/system/birthCounter.ts';
import { SystemSampler } from '../engine/system/systemSampler.ts';

const SAMPLE_EVERY_MS = 1_000;
const NO_PROBLEM = 0;
const PROBLEM = 1;

export interface DoctorOptions {
  readonly seconds: number;
  readonly asJson: boolean;
  readonly provider: 'auto' | 'portable';
}

/** Looks for as long as it is told and prints all that was found, the worst first. Exit status 1 when one is a problem. */
export async function runDoctor(
  { seconds, asJson, provider: choice }: DoctorOptions,
  print: (line: string) => void,
  warn: (line: string) => void,
): Promise<number> {
  const findings = await look(seconds, choice, asJson || !process.stderr.isTTY ? null : warn);
  if (asJson) print(formatJson({ seconds, findings }));
  else {
    if (findings.length === 0) print('Nothing was found.');
    findings.forEach((finding, i) => {
      if (i > 0) print('');
      for (const line of describe(finding)) print(line);
    });
    if (seconds < WHOLE_MINUTE) warn(`looked for ${seconds} s: what must last longer (a core taken for a minute, memory that only grows) shows with --seconds`);
  }
  return findings.some(({ severity }) => severity === 'problem') ? PROBLEM : NO_PROBLEM;
}

/** s after which a runaway is told. */
const WHOLE_MINUTE = 65;

async function look(seconds: number, choice: 'auto' | 'portable', progress: ((line: string) => void) | null): Promise<readonly Finding[]> {
  const provider = createProvider(choice);
  const system = { reader: createSystemReader(choice), sampler: new SystemSampler(), births: new BirthCounter() };
  try {
    const sampler = new Sampler(provider, FIELDS);
    const table = new ProcessTable();
    const insight = new Insight({ fields: provider.capabilities.fields, table, readFacts: createFactReader(choice), emit: () => undefined });
    progress?.(`looking for ${seconds} s …`);
    const startedAt = performance.now();
    for (let count = 0; ; count++) {
      const delta = await sampler.tick();
      const gone = delta.gone.flatMap((key) => table.rows.get(key) ?? []);
      if (count === 0) table.load({ seq: 0, clock: delta.clock, rows: delta.added });
      else if (!table.apply(delta)) throw new Error(`delta ${delta.seq} does not follow ${table.seq}`);
      insight.take(delta, gone);
      insight.takeSystem(system.sampler.next(system.reader.read(), system.births.count(delta)));
      insight.look();
      if (performance.now() - startedAt >= seconds * 1_000) return insight.findings;
      await pause(SAMPLE_EVERY_MS);
    }
  } finally {
    provider.close();
  }
}

function describe({ severity, title, explanation, facts, remedies }: Finding): string[] {
  return [
    `${severity}: ${title.en}`,
    ...explanation.map(({ en }) => `  ${en}`),
    ...facts.map(({ label, value }) => `  ${label.en}: ${value.en}`),
    ...remedies.map((remedy) =>
      remedy.kind === 'advice'
        ? `  → ${remedy.text.en}`
        : `  → ${remedy.text.en} (procession signal ${remedy.signal} ${remedy.target.pid}:${remedy.target.startTime ?? ''})`,
    ),
  ];
}
