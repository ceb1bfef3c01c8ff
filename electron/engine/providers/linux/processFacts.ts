import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import type { FactFile, ProcessFacts } from '../../../../shared/process/diagnosis/facts.ts';
import type { ProcessId } from '../../../../shared/process/identity.ts';
import { formatPolicy } from '../../../../shared/process/schedulingPolicy.ts';
import { parseSignalMasks } from '../../../../shared/process/signalMasks.ts';
import { parseStatus } from './readingPlan.ts';
import { readWaitTarget } from './waitTarget.ts';

/**
 * Reads files of /proc/PID that never block, of one process; null where it is no longer that process. Field 52 of stat is 0 for everyone who
 * may not trace the process (proc_pid_stat(5)): what needs that right and fails without it is asked first.
 */
export function readProcessFacts({ pid, startTime }: ProcessId, files: readonly FactFile[]): ProcessFacts | null {
  const wants = (file: FactFile): boolean => files.includes(file);
  const path = `/proc/${pid}`;
  const status = wants('status') ? read(`${path}/status`) : null;
  const lines = status === null ? null : parseStatus(status, ['TracerPid', 'NSpid', 'voluntary_ctxt_switches', 'nonvoluntary_ctxt_switches']);
  const limits = wants('limits') ? read(`${path}/limits`) : null;
  const oomScore = wants('oom_score') ? read(`${path}/oom_score`) : null;
  const controlGroups = wants('cgroup') ? read(`${path}/cgroup`) : null;
  const openFiles = wants('fd') ? countOpenFiles(path) : null;
  const wchan = wants('wchan') ? read(`${path}/wchan`) : null;
  const waitsOn = wants('syscall') ? readWaitTarget(path) : null;
  const program = wants('exe') ? readLink(`${path}/exe`) : null;
  // Read last, so that it holds for all that was read before.
  const stat = read(`${path}/stat`);
  const fields = stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === null || (startTime !== null && Number(fields[22 - 3]) !== startTime)) return null;
  return {
    masks: status === null ? null : parseSignalMasks(status),
    tracer: toNumber(lines?.get('TracerPid')),
    innerPids: lines?.get('NSpid')?.split(/\s+/).map(Number) ?? null,
    policy: wants('stat') && fields[41 - 3] !== undefined ? formatPolicy(Number(fields[41 - 3])) : null,
    rtPriority: wants('stat') ? toNumber(fields[40 - 3]) : null,
    exitStatus: wants('stat') && fields[0] === 'Z' && mayTrace(path) ? toNumber(fields[52 - 3]) : null,
    openFiles,
    openFilesLimit: parseLimit(limits, 'Max open files'),
    processesLimit: parseLimit(limits, 'Max processes'),
    oomScore: toNumber(oomScore ?? undefined),
    voluntarySwitches: toNumber(lines?.get('voluntary_ctxt_switches')),
    involuntarySwitches: toNumber(lines?.get('nonvoluntary_ctxt_switches')),
    controlGroups,
    wchan: wchan === null || wchan === '' || wchan === '0' ? null : wchan,
    waitsOn,
    program,
  };
}

/** The soft limit of a line of /proc/PID/limits. */
export function parseLimit(limits: string | null, name: string): number | null {
  const line = limits?.split('\n').find((candidate) => candidate.startsWith(name));
  const soft = line?.slice(name.length).trim().split(/\s+/)[0];
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : toNumber(soft);
}

/** Since Linux 6.2 the size of the folder is their number. */
function countOpenFiles(path: string): number | null {
  try {
    return statSync(`${path}/fd`).size || readdirSync(`${path}/fd`).length;
  } catch {
    return null;
  }
}

/** /proc/PID/personality needs the right to trace and fails without it (proc_pid_personality(5)); of a zombie it still answers. */
function mayTrace(path: string): boolean {
  return read(`${path}/personality`) !== null;
}

function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function toNumber(text: string | undefined): number | null {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isFinite(number) ? number : null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
