/** Where a process hangs, and little else. */
export interface Link {
  readonly pid: number;
  readonly startTime: number | null;
  readonly ppid: number | null;
  readonly pgid: number | null;
  readonly sid: number | null;
  readonly comm: string;
  readonly isZombie: boolean;
}
