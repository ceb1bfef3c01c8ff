import type { UnknownReason } from '../../../../../shared/fields/field.ts';
import type { ProcessId } from '../../../../../shared/process/identity.ts';
import { type Limit, type LimitId, type LimitList, LIMITS } from '../../../../../shared/process/limits.ts';
import { convertStatus, parseStatus } from '../readingPlan.ts';
import { readSystemFacts } from '../systemFacts.ts';
import { countOpenFiles, reasonWithout } from './inspectProcess.ts';
import { readStat, readText } from './procFile.ts';

const { ticksPerSecond } = readSystemFacts();
/** Of status: what some limits hold down. */
const MEMORY = { stack: 'VmStk', addressSpace: 'VmSize', data: 'VmData', locked: 'VmLck' } as const;
const KEYS = [...Object.values(MEMORY), 'Uid', 'SigQ'];

/** Reads the limits of a process with what of them is used. `threadsOf`: how many threads a user has; null: not known. */
export function readLimits(target: ProcessId, threadsOf: (uid: number) => number | null): LimitList {
  const told = readText(`/proc/${target.pid}/limits`);
  const statusText = readText(`/proc/${target.pid}/status`);
  const openFiles = countOpenFiles(target.pid);
  const stat = readStat(target);
  if (stat === null) return { kind: 'gone' };
  if ('reason' in told) return { kind: 'unknown', reason: told.reason === 'gone' ? (reasonWithout(stat) ?? 'failed') : told.reason };
  const status = 'value' in statusText ? parseStatus(statusText.value, KEYS) : new Map<string, string>();
  const { fields } = stat;
  const used = (id: LimitId): number | null => {
    switch (id) {
      case 'openFiles':
        return 'value' in openFiles ? openFiles.value : null;
      case 'processes': {
        const uid = Number.parseInt(status.get('Uid') ?? '', 10);
        return Number.isFinite(uid) ? threadsOf(uid) : null;
      }
      case 'stack':
      case 'addressSpace':
      case 'data':
      case 'locked':
        return convertStatus(status.get(MEMORY[id]), 'kibibytes') as number | null;
      case 'cpuTime':
        return ((fields[14]! + fields[15]!) * 1000) / ticksPerSecond;
      case 'pendingSignals':
        return convertStatus(status.get('SigQ'), 'number') as number | null;
      case 'nice':
        return 20 - fields[19]!;
      case 'realtime':
        return fields[40]!;
      default:
        return null;
    }
  };
  const whyUnknown = (id: LimitId): UnknownReason => {
    if (id === 'openFiles' && 'reason' in openFiles) return openFiles.reason === 'gone' ? 'failed' : openFiles.reason;
    // A kernel thread and a zombie have no memory that could be held down.
    return id in MEMORY ? (reasonWithout(stat) ?? 'unsupported') : 'unsupported';
  };
  const limits = LIMITS.flatMap(({ id, kernel, unit }): Limit[] => {
    const bounds = parseLimit(told.value, kernel, unit === 'ms' ? 1000 : 1);
    if (bounds === null) return [];
    const taken = used(id);
    return [{ id, ...bounds, used: taken, unknown: taken === null ? whyUnknown(id) : null }];
  });
  return { kind: 'read', limits };
}

/** The soft and the hard limit of a line of /proc/PID/limits; null where there is no such line. */
export function parseLimit(text: string, name: string, factor = 1): Pick<Limit, 'soft' | 'hard'> | null {
  const line = text.split('\n').find((candidate) => candidate.startsWith(name));
  const [soft, hard] = line?.slice(name.length).trim().split(/\s+/).map(toBound) ?? [];
  if (soft === undefined || hard === undefined || soft === null || hard === null) return null;
  const scale = (bound: number | 'unlimited'): number | 'unlimited' => (bound === 'unlimited' ? bound : bound * factor);
  return { soft: scale(soft), hard: scale(hard) };
}

function toBound(word: string): number | 'unlimited' | null {
  if (word === 'unlimited') return word;
  const number = Number.parseInt(word, 10);
  return Number.isFinite(number) ? number : null;
}
