import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { platform } from 'node:os';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLinuxProvider } from '../../../../electron/engine/providers/linux/linuxProvider.ts';
import { createPortableProvider } from '../../../../electron/engine/providers/portable.ts';
import { FIELDS } from '../../../../shared/fields/registry.ts';
import type { Reading } from '../../../../shared/process/row.ts';
import { compileHardproc, startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';
import { startSleeper } from './children.ts';
import { providerSuite } from './providerSuite.ts';

const hasProc = existsSync('/proc/self/stat');
const createPortable = () => createPortableProvider({ platform: platform() });

providerSuite('portable', createPortable);
if (hasProc) providerSuite('Linux', () => createLinuxProvider());

describe('the portable provider and ps-list', () => {
  it('offers what can be told on each system', () => {
    const read = [
      'pid',
      'ppid',
      'state',
      'user',
      'uid',
      'startTime',
      'startedAt',
      'elapsed',
      'cpuTime',
      'cpuPercent',
      'cpuTrend',
      'rss',
      'memoryTrend',
      'comm',
      'args',
    ];
    const overTree = ['childCount', 'subtreeCpu', 'subtreeMemory'];
    const offered = (ids: readonly string[]): string[] => FIELDS.map(({ id }) => id as string).filter((id) => ids.includes(id) || overTree.includes(id));
    const unix = offered(read);
    for (const system of ['linux', 'darwin'])
      expect(createPortableProvider({ platform: system }).capabilities).toMatchObject({ platform: system, provider: 'portable', fields: unix });
    expect(createPortableProvider({ platform: 'win32' }).capabilities.fields).toEqual(
      offered(['pid', 'ppid', 'cpuTime', 'cpuPercent', 'cpuTrend', 'rss', 'memoryTrend', 'comm']),
    );
  });

  it.skipIf(!hasProc)(
    'holds a bounded number of descriptors over 50 samples, with processes coming and going',
    async () => {
      const provider = createPortable();
      const open = (): number => readdirSync('/proc/self/fd').length;
      const seen = new Set<number>();
      const before = open();
      let most = 0;
      for (let i = 0; i < 50; i++) {
        const sleeper = await startSleeper();
        const { readings } = await provider.sample(FIELDS);
        await sleeper.end();
        for (const { pid } of readings) seen.add(pid);
        most = Math.max(most, open() - before);
      }
      // One descriptor a process that is asked for, at most: never one a process and sample. A few are vitest's and the sleepers'.
      expect(most).toBeLessThan(seen.size + 15);
      provider.close();
      await delay(16_000);
      expect(open()).toBeLessThan(40);
    },
    60_000,
  );

  it('asks pidusage for no more processes than its budget, and says so', async () => {
    const provider = createPortableProvider({ platform: platform(), figuresBudget: 1 });
    const { readings } = await provider.sample(FIELDS);
    expect(readings.filter((reading) => reading.values['cpuTime'] !== null)).toHaveLength(1);
    expect(readings.filter((reading) => reading.unknown?.['cpuTime'] === 'not-read').length).toBeGreaterThan(0);
  });

  it('says in words when ps does not answer', async () => {
    const provider = createPortableProvider({ platform: platform(), deadline: 0 });
    await expect(provider.sample(FIELDS)).rejects.toThrow(/ps did not answer within 0 ms/);
  });

  it('says in words when ps cannot be run, and goes on once it can', async () => {
    const provider = createPortable();
    const path = process.env['PATH'];
    process.env['PATH'] = '/nonexistent';
    await expect(provider.sample(FIELDS)).rejects.toThrow(/^The process list could not be read: /);
    process.env['PATH'] = path;
    expect((await provider.sample(FIELDS)).readings.length).toBeGreaterThan(1);
  });

  it.skipIf(!hasProc)('counts CPU time in ms, and memory in bytes', async () => {
    await delay(Math.max(0, 2_500 - process.uptime() * 1_000));
    const provider = createPortable();
    const { readings } = await provider.sample(FIELDS);
    const own = readings.find((reading) => reading.pid === process.pid)!;
    const { user, system } = process.cpuUsage();
    expect(Math.abs((own.values['cpuTime'] as number) - (user + system) / 1_000)).toBeLessThan(500);
    expect((own.values['rss'] as number) / process.memoryUsage.rss()).toBeGreaterThan(0.5);
    expect((own.values['rss'] as number) / process.memoryUsage.rss()).toBeLessThan(2);
  });

  it.skipIf(compileHardproc() === null)(`B4 marks zombies, and gives them neither memory nor a command line ${whyNoHardproc()}`, async () => {
    const hard = await startHardproc('zombies', '3');
    const { readings } = await createPortable().sample(FIELDS);
    const zombies = readings.filter((reading) => reading.values['ppid'] === hard.pid);
    await hard.end();
    expect(zombies).toHaveLength(3);
    for (const { values, unknown } of zombies) {
      expect(values).toMatchObject({ state: 'Z', args: null });
      expect(values['comm']).not.toContain('defunct');
      expect(unknown).toMatchObject({ args: 'zombie' });
    }
  });

  it.skipIf(compileHardproc() === null)(`A3 a process without a name does not take its start time for one ${whyNoHardproc()}`, async () => {
    const hard = await startHardproc('comm', '');
    const reading = (await createPortable().sample(FIELDS)).readings.find(({ pid }) => pid === hard.pid)!;
    await hard.end();
    expect(reading.values['comm']).not.toMatch(/\d\d:\d\d/);
  });
});

describe.skipIf(!hasProc)('the portable and the Linux provider', () => {
  /**
   * ps-list names a process by its executable where it can read that, else by the first word of its command line (of a script: its interpreter) or by
   * the kernel's name, each non-ASCII byte as `?`.
   */
  const isSameName = (linux: Reading, portable: Reading): boolean => {
    const comm = linux.values['comm'] as string;
    const name = portable.values['comm'] as string;
    let exe: string;
    try {
      exe = basename(readlinkSync(`/proc/${linux.pid}/exe`).replace(/ \(deleted\)$/, ''));
    } catch {
      const args = portable.values['args'] as readonly string[] | null;
      exe = basename(args?.[0]?.split(' ')[0] ?? comm);
    }
    return name === exe || name === comm || name === comm.replace(/[^\x20-\x7e]/g, '?').trim();
  };

  it('tell of the same processes, parents, names and users', async () => {
    const linux = createLinuxProvider();
    const portable = createPortable();
    let differences: unknown[] = [];
    let compared = 0;
    // Between two readings processes come, go and change their program: what differs must agree in one of a few tries.
    for (let attempt = 0; attempt < 8; attempt++) {
      const before = new Map(linux.sample(FIELDS).readings.map((reading) => [reading.pid, reading]));
      const middle = (await portable.sample(FIELDS)).readings;
      const { clock, readings } = linux.sample(FIELDS);
      const after = new Map(readings.map((reading) => [reading.pid, reading]));
      const stayed = [...before.values()].filter((reading) => after.get(reading.pid)?.startTime === reading.startTime);
      const found = new Map(middle.map((reading) => [reading.pid, reading]));
      compared = 0;
      differences = stayed.flatMap((reading): unknown[] => {
        const other = found.get(reading.pid);
        if (other === undefined) return [`${reading.pid} is missing`];
        compared++;
        const startedAt = clock.bootedAt + reading.startTime! * clock.msPerStartUnit;
        const isSame =
          isSameName(reading, other) &&
          ['ppid', 'uid', 'user'].every((id) => reading.values[id] === other.values[id]) &&
          (other.startTime === null || Math.abs(other.startTime - startedAt) < 2_500) &&
          (other.values['state'] === 'Z') === (reading.values['state'] === 'Z');
        return isSame ? [] : [{ linux: reading.values, portable: other.values, startedAt }];
      });
      const strangers = middle.filter((reading) => !before.has(reading.pid) && !after.has(reading.pid) && reading.values['ppid'] === process.pid);
      differences.push(...strangers.map((reading) => reading.values));
      if (differences.length === 0) break;
      await delay(300);
    }
    expect(differences).toEqual([]);
    // In a PID namespace there may be no more than those of this run.
    expect(compared).toBeGreaterThan(3);
    linux.close();
    portable.close();
  });
});
