/** Names by number (include/uapi/linux/sched.h, without SCHED_; NORMAL is OTHER in sched(7)). 4 is reserved and not in use. */
const POLICIES: Readonly<Record<number, string>> = { 0: 'OTHER', 1: 'FIFO', 2: 'RR', 3: 'BATCH', 5: 'IDLE', 6: 'DEADLINE', 7: 'EXT' };

/** The name of a scheduling policy; a number that is new to us stays as it is. */
export function formatPolicy(policy: number): string {
  return POLICIES[policy] ?? String(policy);
}
