import * as z from 'zod/mini';
import { SEVERITIES } from '../process/diagnosis/finding.ts';
import { SECTION_IDS } from '../process/explain/explanation.ts';
import { processId, signalName } from './schemas.ts';

/** Schemas of findings and lineage. */

const text = z.object({ en: z.string(), zh: z.string() });
const count = z.int().check(z.nonnegative());
const kin = { id: processId, name: z.string() };

const finding = z.object({
  id: z.string(),
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  process: processId,
  selects: z.array(processId),
  count,
  since: z.nullable(z.number()),
  title: text,
  explanation: z.array(text),
  facts: z.array(z.object({ label: text, value: text })),
  remedies: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('advice'), text }),
      z.object({ kind: z.literal('signal'), signal: signalName, target: processId, text }),
    ]),
  ),
});

export const explanation = z.object({
  process: processId,
  name: z.string(),
  sections: z.array(z.object({ id: z.enum(SECTION_IDS), title: text, sentences: z.array(text) })),
});

export const findingsReport = z.object({ findings: z.array(finding) });

export const lineageReport = z.object({
  orphans: z.array(z.object({ id: processId, from: z.object(kin), by: z.nullable(z.object(kin)), at: z.number() })),
  ghosts: z.array(z.object({ ...kin, parent: z.nullable(processId), endedAt: z.number() })),
});
