import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './root.mjs';

const file = join(root, 'dist', '.lock');
const PATIENCE_MS = 10 * 60_000;

/**
 * Runs `work` while no other Procession command installs or builds in this checkout. A lock whose owner has ended is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(work) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (const deadline = Date.now() + PATIENCE_MS; !take(); await delay(100)) {
    if (Date.now() > deadline) throw new Error(`another build holds ${file}; delete it if none runs`);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  if (!isOwnerAlive()) rmSync(file, { force: true });
  return false;
}

function isOwnerAlive() {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner > 0) process.kill(owner, 0);
    return true;
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    return code === 'EPERM' || code === 'ENOENT';
  }
}
