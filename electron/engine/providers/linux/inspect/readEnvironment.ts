import { type Environment, MOST_VARIABLES, type Reveal, variablesOf } from '../../../../../shared/process/environment.ts';
import { keyOf, type ProcessId } from '../../../../../shared/process/identity.ts';
import type { Reader } from '../../../reader/reader.ts';
import { splitArguments } from '../bytesToText.ts';
import { reasonWithout } from './inspectProcess.ts';
import { readStat } from './procFile.ts';

/** bytes; a process may have megabytes of it. */
const LIMIT = 256 * 1024;

/** Reads the environment that the program was started with. Nothing of it is kept. */
export async function readEnvironment(target: ProcessId, reveal: Reveal, reader: Reader): Promise<Environment> {
  const result = await reader.read(target.pid, keyOf(target), 'environ', LIMIT);
  const stat = readStat(target);
  if (stat === null) return { kind: 'gone' };
  const reason = reasonWithout(stat);
  if (reason !== null) return { kind: 'unknown', reason };
  if (result.kind === 'gone') return { kind: 'gone' };
  if (result.kind !== 'read') return { kind: 'unknown', reason: result.kind };
  const variables = variablesOf(splitArguments(result.bytes), reveal);
  return { kind: 'read', variables: variables.slice(0, MOST_VARIABLES), isCut: result.isCut || variables.length > MOST_VARIABLES };
}
