import { FIELDS } from '../../shared/fields/registry.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { type Row, rowOf } from '../../shared/process/row.ts';
import type { ProcessProvider } from '../engine/providers/provider.ts';

/** The table around an action: cheap fields alone. */
export async function readRows(provider: ProcessProvider): Promise<Map<ProcessKey, Row>> {
  const { readings } = await provider.sample(FIELDS);
  return new Map(readings.map(({ values, unknown }) => rowOf(values, unknown)).map((row) => [row.key, row]));
}
