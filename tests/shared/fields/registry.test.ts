import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLinuxProvider } from '../../../electron/engine/providers/linux/linuxProvider.ts';
import { defineField, type Field, valueOf } from '../../../shared/fields/field.ts';
import { FIELDS, findField, sentFields, withNeeds } from '../../../shared/fields/registry.ts';

const ids = (fields: readonly Field[]): string[] => fields.map((field) => field.id);

/** A column of the test's own: minor page faults, field 10 of proc_pid_stat(5). */
const minorFaults = defineField({
  id: 'minorFaults',
  kind: 'number',
  unit: null,
  header: { en: 'Minor faults', zh: '次缺页' },
  help: { en: 'Page faults that needed no disk.', zh: '无需磁盘的缺页次数。' },
  width: 80,
  sources: { linux: { from: 'stat', field: 10 }, portable: null },
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
    const needs = (FIELDS as readonly Field[]).flatMap((field) => ('derive' in field ? field.derive.needs : 'rateOf' in field ? [field.rateOf] : []));
    expect(needs.length).toBeGreaterThan(0);
    expect(needs.filter((need) => findField(need) === null)).toEqual([]);
  });

  it('derives null, not 0 or NaN, where nothing is known', () => {
    const clock = { takenAt: 10, bootedAt: 0, msPerStartUnit: 1 };
    expect(FIELDS.filter((field) => valueOf(field, {}, clock) !== null)).toEqual([]);
  });

  it('sends all but what the other side can derive', () => {
    const derived = FIELDS.filter((field) => 'derive' in field);
    expect(ids(sentFields(FIELDS))).toEqual(ids(FIELDS).filter((id) => !ids(derived).includes(id)));
    expect(ids(derived)).toEqual(['stat', 'startedAt', 'elapsed']);
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
  const fields = [...FIELDS, minorFaults];

  it('is found and needed like any other', () => {
    expect(findField('minorFaults', fields)).toBe(minorFaults);
    expect(findField('minorFaults')).toBeNull();
    expect(ids(withNeeds(['minorFaults'], fields))).toEqual(['minorFaults']);
  });

  it.skipIf(!existsSync('/proc/self/stat'))('is read by the Linux provider, which knows nothing of it', () => {
    const provider = createLinuxProvider({ fields });
    expect(provider.capabilities.fields).toContain('minorFaults');
    const own = provider.sample(fields).readings.find((reading) => reading.pid === process.pid)!;
    expect(own.values['minorFaults']).toBeGreaterThan(0);
    provider.close();
  });
});
