import { open, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** ms between two tries, for how long it is tried, and after which a lock was left behind by a program that ended. */
const EVERY = 15;
const PATIENCE = 3000;
const ABANDONED_AFTER = 10_000;

/**
 * Runs while no other program of ours does the same: a file that can be made once stands for the lock. Rejects with EBUSY where it stays taken, and with the
 * system's error where it cannot be made.
 */
export async function withLock<T>(path: string, run: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE;
  while (!(await take(path))) {
    if (performance.now() > until) throw Object.assign(new Error(`${path} stays taken`), { code: 'EBUSY' });
    await removeAbandoned(path);
    await pause(EVERY);
  }
  try {
    return await run();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Of several that find it only one gets it away: renaming succeeds once. */
async function removeAbandoned(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || Date.now() - found.mtimeMs < ABANDONED_AFTER) return;
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => {});
  await rm(aside, { force: true, recursive: true });
}
