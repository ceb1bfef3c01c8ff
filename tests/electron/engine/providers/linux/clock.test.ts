import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { createLinuxProvider } from '../../../../../electron/engine/providers/linux/linuxProvider.ts';
import { Sampler } from '../../../../../electron/engine/sampler.ts';
import { FIELDS } from '../../../../../shared/fields/registry.ts';
import { keyOf } from '../../../../../shared/process/identity.ts';
import { keysOf } from '../../../../../shared/process/snapshot.ts';

const program = join(import.meta.dirname, '../../../../../dist/node/procession.js');
const HOUR = 3_600_000;
const canRun = existsSync('/proc/self/stat');

afterEach(() => void vi.restoreAllMocks());

test.skipIf(!canRun).each([
  ['forward', HOUR],
  ['back', -HOUR],
])('D11 the clock is set %s by an hour: no row is made anew, rates stay what they are, ages stay right', async (_, step) => {
  const provider = createLinuxProvider();
  const sampler = new Sampler(provider, FIELDS);
  const own = keyOf(provider.identify(process.pid)!);
  const first = await sampler.tick();
  expect(keysOf(first.added)).toContain(own);
  await pause(200);
  const before = await sampler.tick();
  const real = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => real() + step);
  await pause(200);
  const after = await sampler.tick();
  provider.close();
  expect(after.gone).not.toContain(own);
  expect(keysOf(after.added)).not.toContain(own);
  for (const percent of after.changed.fields['cpuPercent']?.values ?? []) {
    if (typeof percent === 'number') expect(percent).toBeGreaterThanOrEqual(0);
  }
  // Its age is counted from boot on a clock that nobody sets: both ends of it moved alike.
  const uptime = ({ takenAt, bootedAt }: typeof after.clock): number => takenAt - bootedAt;
  expect(after.clock.takenAt - before.clock.takenAt).toSatisfy((ms: number) => Math.abs(ms - step) < HOUR / 2);
  expect(uptime(after.clock) - uptime(before.clock)).toSatisfy((ms: number) => ms > 100 && ms < HOUR / 2);
});

const hasTimeNamespaces = canRun && process.geteuid?.() === 0 && spawnSync('unshare', ['-T', '--boottime', '1', 'true']).status === 0 && existsSync(program);

test.skipIf(!hasTimeNamespaces)('D11 in a time namespace a process has started at the same moment', () => {
  const startedAt = (within: readonly string[]): number => {
    const { stdout } = spawnSync('env', [...within, process.execPath, program, 'ps', '--json', String(process.pid)], { encoding: 'utf8' });
    return (JSON.parse(stdout) as { processes: { startedAt: number }[] }).processes[0]!.startedAt;
  };
  const [outside, inside] = [startedAt([]), startedAt(['unshare', '-T', '--boottime', '86400'])];
  expect(Math.abs(inside - outside)).toBeLessThan(1_500);
});
