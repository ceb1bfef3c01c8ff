/** Every threshold of the findings. */

/** ms: a zombie that is younger is normal, its parent has not got round to it. */
export const ZOMBIE_AFTER = 2_000;
/** So many zombies under one parent are a problem, fewer a warning. */
export const MANY_ZOMBIES = 50;
/** ms in uninterruptible sleep. */
export const STUCK_AFTER = 5_000;
/** Percent of one core, and ms for which a process takes at least that. */
export const RUNAWAY_PERCENT = 90;
export const RUNAWAY_AFTER = 60_000;
