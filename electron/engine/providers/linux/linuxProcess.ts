import type { SideFacts } from './readingPlan.ts';

const NOTHING_READ: SideFacts = { uid: null, user: null, residentPages: null, status: null };

/** What the reader remembers of one process between samples, beside what stands in its slot. */
export class LinuxProcess {
  readonly path: string;
  /** Open /proc/PID/stat; null where there is none. */
  stat: number | null = null;
  ppid = 0;
  threads = 1;
  isKernelThread = false;
  /** Raw values of the compared stat fields (a plain list: a typed array of this size takes twice the memory), and the bytes of comm: what the reading was built of. */
  raw: number[] = [];
  comm = '';
  side: SideFacts = NOTHING_READ;
  /** Whether it ran since owner and status were last read. */
  hasRun = true;
  /** Whether nothing of it is known yet: the next look reads all of it. */
  isNew = true;

  constructor(readonly pid: number) {
    this.path = `/proc/${pid}`;
  }

  /** Makes the next look read the process whole. */
  forget(): void {
    this.raw = [];
    this.comm = '';
    this.side = NOTHING_READ;
    this.hasRun = true;
    this.isNew = true;
  }
}
