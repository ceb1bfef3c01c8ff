/** Every threshold of the findings. Times are ms. */

/** A zombie that is younger is normal, its parent has not got round to it. */
export const ZOMBIE_AFTER = 1_500;
/** So many zombies under one parent are a problem, fewer a warning. */
export const MANY_ZOMBIES = 50;
/** Time in uninterruptible sleep without a break. */
export const STUCK_AFTER = 5_000;
/** Percent of one core, and the time for which a process takes at least that. */
export const RUNAWAY_PERCENT = 90;
export const RUNAWAY_AFTER = 60_000;
/** So many starts of the same command under one parent, each after the end of the one before, within this time. */
export const RESTARTS = 5;
export const RESTART_WINDOW = 60_000;
/** New tasks a second on the machine, or new processes a second seen under one parent, for this long. */
export const FORKS_PER_SECOND = 300;
export const SEEN_FORKS_PER_SECOND = 50;
export const FORK_STORM_AFTER = 5_000;
/** Memory that grows at each of so many looks, this far apart, by this share altogether; smaller processes are left alone (bytes). */
export const GROWTH_LOOKS = 10;
export const GROWTH_EVERY = 30_000;
export const GROWTH_SHARE = 0.2;
export const GROWTH_LEAST = 100 * 2 ** 20;
/** Share of a limit from which a process is near it. */
export const NEAR_LIMIT = 0.9;
/** Share of the machine's memory below which it is told who would be ended first. */
export const LOW_MEMORY = 0.1;
