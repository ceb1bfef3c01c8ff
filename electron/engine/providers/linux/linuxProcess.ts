import type { Reading } from '../../../../shared/process/row.ts';
import type { SideFacts } from './readingPlan.ts';

export const NOTHING_READ: SideFacts = { uid: null, user: null, residentPages: null, status: null };

/** What the provider remembers of one process between samples. */
export class LinuxProcess {
  readonly path: string;
  /** Open /proc/PID/schedstat: unchanged means that a process with one thread has not run. */
  gate: number | null = null;
  /** Open /proc/PID/stat. */
  stat: number | null = null;
  /** The gate's last words: ns on a CPU, and time slices. NaN until it was read. */
  ranNs = Number.NaN;
  slices = Number.NaN;
  ppid = 0;
  threads = 1;
  isKernelThread = false;
  /** Raw values of the compared stat fields, and the bytes of comm: what the reading was built of. */
  raw: Float64Array = new Float64Array(0);
  comm = '';
  side: SideFacts = NOTHING_READ;
  /** Whether it ran since owner and status were last read. */
  hasRun = true;
  reading: Reading | null = null;

  constructor(readonly pid: number) {
    this.path = `/proc/${pid}`;
  }
}
