import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLinuxProvider } from '../../../electron/engine/providers/linux/linuxProvider.ts';
import { defineField, type Field, valueOf } from '../../../shared/fields/field.ts';
import { FIELDS, findField, sentFields, withNeeds } from '../../../shared/fields/registry.ts';

const ids = (fields: readonly Field[]): string[] => fields.map((field) => field.id);

/** A column of the test's own: the signal that the parent gets, field 38 of proc_pid_stat(5). */
const signalOnExit = defineField({
  id: 'signalOnExit',
  kind: 'number',
  unit: null,
  header: { en: 'Exit signal', zh: '退出信号' },
  help: { en: 'Signal to its parent.', zh: '发给父进程的信号。' },
  width: 80,
  sources: { linux: { from: 'stat', field: 38 }, portable: null },
});

describe('FIELDS', () => {
  it('names every field once, with texts in both languages', () => {
    expect(new Set(ids(FIELDS)).size).toBe(FIELDS.length);
    for (const { header, help, width } of FIELDS) {
      expect([header, help].flatMap((text) => [text.en, text.zh]).every((text) => text.trim() !== '')).toBe(true);
      expect(width).toBeGreaterThan(0);
    }
  });

  it('derives and rates from fields that exist', () => {
    const needs = (FIELDS as readonly Field[]).flatMap((field) =>
      'derive' in field ? field.derive.needs : 'rateOf' in field ? [field.rateOf] : 'aggregate' in field ? [field.aggregate.of] : [],
    );
    expect(needs.length).toBeGreaterThan(0);
    expect(needs.filter((need) => findField(need) === null)).toEqual([]);
  });

  it('derives null, not 0 or NaN, where nothing is known', () => {
    const clock = { takenAt: 10, bootedAt: 0, msPerStartUnit: 1 };
    expect(FIELDS.filter((field) => valueOf(field, {}, clock) !== null)).toEqual([]);
  });

  it('sends all but what the other side can derive', () => {
    const derived = FIELDS.filter((field) => 'derive' in field);
    const overTree = FIELDS.filter((field) => 'aggregate' in field);
    const unsent = ids([...derived, ...overTree]);
    expect(ids(sentFields(FIELDS))).toEqual(ids(FIELDS).filter((id) => !unsent.includes(id)));
    expect(ids(overTree)).toEqual(['childCount', 'subtreeCpu', 'subtreeMemory']);
    expect(ids(derived)).toEqual(['stat', 'startedAt', 'elapsed', 'cpuTrend', 'memoryTrend']);
  });
});

describe('withNeeds', () => {
  it.each([
    [['pid'], ['pid']],
    [['elapsed'], ['startTime', 'elapsed']],
    [['cpuPercent'], ['cpuTime', 'cpuPercent']],
    [['stat'], ['pid', 'pgid', 'sid', 'tpgid', 'state', 'stat', 'nice', 'threads', 'lockedMemory']],
    [['no such field'], []],
  ])('of %j reads %j', (wanted, needed) => {
    expect(ids(withNeeds(wanted, FIELDS))).toEqual(needed);
  });

  it('ends where fields need one another', () => {
    const loop = (id: string, need: string): Field => ({
      id,
      kind: 'number',
      unit: null,
      header: { en: id, zh: id },
      help: { en: id, zh: id },
      width: 1,
      rateOf: need,
    });
    expect(ids(withNeeds(['a'], [loop('a', 'b'), loop('b', 'a')]))).toEqual(['a', 'b']);
  });
});

describe('a field of its own', () => {
  const fields = [...FIELDS, signalOnExit];

  it('is found and needed like any other', () => {
    expect(findField('signalOnExit', fields)).toBe(signalOnExit);
    expect(findField('signalOnExit')).toBeNull();
    expect(ids(withNeeds(['signalOnExit'], fields))).toEqual(['signalOnExit']);
  });

  it.skipIf(!existsSync('/proc/self/stat'))('is read by the Linux provider, which knows nothing of it', () => {
    const provider = createLinuxProvider({ fields });
    expect(provider.capabilities.fields).toContain('signalOnExit');
    const own = provider.sample(fields).readings.find((reading) => reading.pid === process.pid)!;
    expect(own.values['signalOnExit']).toBeGreaterThan(0);
    provider.close();
  });
});
