import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { release, uptime } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const PROGRAM = join(import.meta.dirname, '../../../../dist/node/procession.js');
const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

const runs = (...words: readonly string[]): boolean => spawnSync(words[0]!, words.slice(1)).status === 0;
/** Since Linux 5.8 each mount of procfs has options of its own; before, and by a remount, everybody's /proc would change. */
const [major = 0, minor = 0] = release().split('.').map(Number);
const hasOwnOptions = major > 5 || (major === 5 && minor >= 8);
const canRun =
  existsSync(PROGRAM) &&
  hasOwnOptions &&
  runs('unshare', '-m', 'mount', '-t', 'proc', '-o', 'hidepid=2', 'proc', '/proc') &&
  runs(...NOBODY, 'test', '-r', PROGRAM);

function psUnder(
  options: string,
  as: readonly string[],
): { readonly status: number | null; readonly pids: number[]; readonly errors: string; readonly ages: number[] } {
  const program = [...as, process.execPath, PROGRAM, 'ps', '--json'];
  const script = `mount -t proc -o ${options} proc /proc && exec "$@"`;
  const { status, stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', script, 'sh', ...program], { encoding: 'utf8', maxBuffer: 1e8, timeout: 20_000 });
  const table = JSON.parse(stdout) as { processes: { pid: number; elapsed: number }[] };
  return { status, errors: stderr, pids: table.processes.map(({ pid }) => pid), ages: table.processes.map(({ elapsed }) => elapsed) };
}

test.skipIf(!canRun)('D9 hidepid=2: what is left is shown, and a banner says that there is more', { timeout: 30_000 }, () => {
  const { status, errors, pids } = psUnder('hidepid=2', NOBODY);
  expect(status).toBe(0);
  expect(pids).not.toContain(1);
  expect(pids.length).toBeGreaterThan(0);
  expect(errors).toContain('hidepid=2');
});

test.skipIf(!canRun)('D9 hidepid=1 and 4 likewise; root sees all and is told nothing', { timeout: 30_000 }, () => {
  expect(psUnder('hidepid=1', NOBODY)).toMatchObject({ status: 0, errors: expect.stringContaining('hidepid=1') });
  expect(psUnder('hidepid=4', NOBODY)).toMatchObject({ status: 0, errors: expect.stringContaining('hidepid=4') });
  const root = psUnder('hidepid=2', []);
  expect(root.errors).toBe('');
  expect(root.pids).toContain(1);
});

test.skipIf(!canRun)('D9 subset=pid: no /proc/stat, no /proc/uptime, no crash, and ages still right', { timeout: 30_000 }, () => {
  const { status, errors, pids, ages } = psUnder('subset=pid', []);
  expect(status).toBe(0);
  expect(pids).toContain(1);
  expect(errors).toContain('subset=pid');
  expect(Math.max(...ages)).toBeLessThan((uptime() + 2) * 1000);
});
