/** How /proc is mounted so that less is seen of it (proc(5), mount options). */
export interface ProcHiding {
  /** 1: others' processes are listed but closed; 2: not listed; 4: only those that may be traced. null: none is hidden. */
  readonly hidepid: 1 | 2 | 4 | null;
  /** subset=pid: what tells of the whole system is left out. */
  readonly isSubset: boolean;
}

/** Why samples are further apart than wanted. */
export const SLOW_REASONS = ['hidden', 'cost', 'battery'] as const;
export type SlowReason = (typeof SLOW_REASONS)[number];
