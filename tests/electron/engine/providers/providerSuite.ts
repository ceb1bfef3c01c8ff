import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProcessProvider, Sample } from '../../../../electron/engine/providers/provider.ts';
import { type Field, type FieldValue, UNKNOWN_REASONS } from '../../../../shared/fields/field.ts';
import { FIELDS, sentFields, withNeeds } from '../../../../shared/fields/registry.ts';
import { MAX_PID } from '../../../../shared/process/identity.ts';
import type { Reading } from '../../../../shared/process/row.ts';
import { startSleeper } from './children.ts';

const isOfKind: Record<Field['kind'], (value: FieldValue | undefined) => boolean> = {
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  text: (value) => typeof value === 'string',
  flag: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value) && value.every((part) => typeof part === 'string'),
};

/** What every provider promises, on the live machine. */
export function providerSuite(name: string, create: () => ProcessProvider): void {
  describe(`the ${name} provider`, () => {
    let provider: ProcessProvider;
    let sample: Sample;
    const find = (some: Sample, pid: number): Reading | undefined => some.readings.find((reading) => reading.pid === pid);

    beforeAll(async () => {
      provider = create();
      sample = await provider.sample(FIELDS);
    });
    afterAll(() => provider.close());

    it('lists every process once, with pids from 1 up', () => {
      const pids = sample.readings.map((reading) => reading.pid);
      expect(pids.length).toBeGreaterThan(1);
      expect(new Set(pids).size).toBe(pids.length);
      for (const pid of pids) expect(Number.isInteger(pid) && pid >= 1 && pid <= MAX_PID).toBe(true);
    });

    it('finds this process under its parent', () => {
      const own = find(sample, process.pid)!;
      expect(own.values['pid']).toBe(process.pid);
      expect(own.values['ppid']).toBe(process.ppid);
      expect(own.values['startTime']).toBe(own.startTime);
      expect(own.values['uid'] ?? null).toBe(provider.capabilities.fields.includes('uid') ? process.geteuid!() : null);
    });

    it('keeps the clock: this process started when it says', () => {
      const { takenAt, bootedAt, msPerStartUnit } = sample.clock;
      expect(Math.abs(Date.now() - takenAt)).toBeLessThan(60_000);
      const startedAt = Date.now() - process.uptime() * 1_000;
      const { startTime } = find(sample, process.pid)!;
      expect(Math.abs(bootedAt + (startTime ?? startedAt) * msPerStartUnit - startedAt)).toBeLessThan(3_000);
    });

    it('gives every value in the kind that its field declares, or null', () => {
      const offered = sentFields(FIELDS).filter((field) => 'sources' in field && provider.capabilities.fields.includes(field.id));
      expect(offered.length).toBeGreaterThan(3);
      const wrong = sample.readings.flatMap(({ pid, values, unknown }) => [
        ...offered
          .filter(({ id, kind }) => (values[id] ?? null) !== null && !isOfKind[kind](values[id]))
          .map(({ id }) => `${id} of ${pid} is ${JSON.stringify(values[id])}`),
        ...Object.entries(unknown ?? {})
          .filter(([id, reason]) => !UNKNOWN_REASONS.includes(reason) || (reason !== 'cut' && values[id] !== null))
          .map(([id, reason]) => `${id} of ${pid} is ${reason} and ${JSON.stringify(values[id])}`),
      ]);
      expect(wrong).toEqual([]);
    });

    it('tells nothing of fields that it does not offer', () => {
      const untold = sentFields(FIELDS).filter((field) => !provider.capabilities.fields.includes(field.id));
      for (const { values } of sample.readings) for (const { id } of untold) expect(values[id] ?? null).toBeNull();
    });

    it('gives values that are safe in JSON', () => {
      expect(JSON.parse(JSON.stringify(sample.readings))).toEqual(sample.readings);
    });

    it('reads only what the given fields need', async () => {
      const some = create();
      const few = await some.sample(withNeeds(['pid', 'ppid'], FIELDS));
      expect(Object.keys(find(few, process.pid)!.values).sort()).toEqual(['pid', 'ppid']);
      some.close();
    });

    it('gives the same object again for a process that did not change', async () => {
      const sleeper = await startSleeper();
      try {
        // A new node settles first, and the portable provider asks for figures after 2 s alone.
        await delay(3_500);
        const seen: (Reading | undefined)[] = [];
        for (let i = 0; i < 4; i++) {
          seen.push(find(await provider.sample(FIELDS), sleeper.pid));
          await delay(50);
        }
        const changes = seen.filter((reading, index) => index > 0 && reading !== seen[index - 1]).length;
        expect(seen[0]).toBeDefined();
        expect(changes).toBeLessThan(2);
      } finally {
        await sleeper.end();
      }
    });

    it('puts no process of its own making into the table', async () => {
      for (let i = 0; i < 10; i++) {
        const [again] = await Promise.all([provider.sample(FIELDS), provider.identify(process.pid)]);
        const children = again.readings.filter((reading) => reading.values['ppid'] === process.pid);
        expect(children.map((reading) => reading.values['args'])).toEqual([]);
      }
    });

    it('shows a process that starts, and no more once it has ended', async () => {
      const sleeper = await startSleeper();
      const born = find(await provider.sample(FIELDS), sleeper.pid);
      expect(born?.values['ppid']).toBe(process.pid);
      const id = await provider.identify(sleeper.pid);
      expect(id).toMatchObject({ pid: sleeper.pid, startTime: born!.startTime });
      await sleeper.end();
      expect(find(await provider.sample(FIELDS), sleeper.pid)).toBeUndefined();
      expect(await provider.identify(sleeper.pid)).toBeNull();
      expect(await provider.probe(sleeper.pid)).toBeNull();
    });

    it('identifies this process as in its row, and a pid that is not in use as nobody', async () => {
      const own = find(await provider.sample(FIELDS), process.pid)!;
      expect(await provider.identify(process.pid)).toEqual({ pid: process.pid, startTime: own.startTime, inode: null });
      expect(await provider.probe(process.pid)).toMatchObject({ pid: process.pid, startTime: own.startTime });
      expect(await provider.identify(MAX_PID)).toBeNull();
      expect(await provider.identify(MAX_PID + 1)).toBeNull();
    });

    it('counts monotonic time forward', async () => {
      const again = await provider.sample(FIELDS);
      expect(again.monotonic).toBeGreaterThan(sample.monotonic);
      expect(again.clock.msPerStartUnit).toBe(sample.clock.msPerStartUnit);
    });
  });
}
