import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProcessProvider, Sample } from '../../../../electron/engine/providers/provider.ts';
import { createRecordedProvider, parseRecording, type Recording } from '../../../../electron/engine/providers/recorded.ts';
import { type FieldValue, valueOf } from '../../../../shared/fields/field.ts';
import { FIELDS } from '../../../../shared/fields/registry.ts';

const readRecording = (name: string): string => readFileSync(join(import.meta.dirname, '../../../fixtures/recordings', `${name}.jsonl`), 'utf8');
const text = readRecording('hardProcesses');
const recording = parseRecording(text);
const stat = FIELDS.find((field) => field.id === 'stat')!;

/** Every moment's sample. */
async function replay(some: Recording): Promise<Sample[]> {
  const provider = createRecordedProvider(some);
  const samples: Sample[] = [];
  for (const _ of some.moments) samples.push(await provider.sample(FIELDS));
  provider.close();
  return samples;
}

const named = ({ readings }: Sample, comm: string): Sample['readings'] => readings.filter(({ values }) => values['comm'] === comm);
const find = ({ readings }: Sample, pid: unknown): Sample['readings'][number] | undefined => readings.find((reading) => reading.pid === Number(pid));

/** Our values as ps printed them: pid, ppid, pgid, sid, tty, tpgid, stat, ni, nlwp, euid, rss, vsz. */
function shown({ clock }: Sample, values: Readonly<Record<string, FieldValue>>): string[] {
  const words = ['pid', 'ppid', 'pgid', 'sid', 'tty', 'tpgid'].map((id) => String(values[id] ?? (id === 'tty' ? '?' : '-1')));
  const kib = (id: string): string => String(Number(values[id] ?? 0) / 1024);
  return [...words, String(valueOf(stat, values, clock)), ...['nice', 'threads', 'uid'].map((id) => String(values[id])), kib('rss'), kib('vsz')];
}

test('every moment of the recording is read as ps read it', async () => {
  const samples = await replay(recording);
  let compared = 0;
  recording.moments.forEach(({ ps }, index) => {
    const sample = samples[index]!;
    for (const [pid, words] of Object.entries(ps)) {
      // What is changed from outside shows within 5 s, and the moments follow at once here.
      if (index > 0 && words[7] !== String(find(sample, pid)?.values['nice'])) continue;
      expect(shown(sample, find(sample, pid)!.values)).toEqual(words);
      compared++;
    }
  });
  expect(compared).toBeGreaterThan(80);
});

test('A1 A2 A4 A7 A12 B5 the hard processes are what they are, on any machine', async () => {
  const [first] = await replay(recording);
  const statOf = (comm: string): FieldValue => valueOf(stat, named(first!, comm)[0]!.values, first!.clock);
  expect([statOf(') R 1 2'), statOf('x) Z 1 (y'), statOf('new\nline'), statOf('\udcff\udcfe\udcc3(')]).toEqual(['S', 'S', 'S', 'S']);
  expect(named(first!, 'kworker/u8:3')[0]!.values['isKernelThread']).toBe(false);
  const stats = first!.readings.map(({ values }) => valueOf(stat, values, first!.clock));
  for (const letters of ['Zl', 'Z', 'T', 't', 'D', 'Sl', 'SN', 'SL', 'Ss']) expect(stats).toContain(letters);
});

test('B3 in a PID namespace whose terminal lies outside nothing is in the foreground, whatever ps says', async () => {
  const outside = parseRecording(readRecording('outsideTerminal'));
  const [sample] = await replay(outside);
  const { ps } = outside.moments[0]!;
  expect(Object.keys(ps).length).toBeGreaterThan(3);
  for (const [pid, words] of Object.entries(ps)) {
    expect(words[6]).toMatch(/\+$/);
    expect(shown(sample!, find(sample!, pid)!.values)).toEqual(words.with(6, words[6]!.slice(0, -1)));
  }
});

test('what happens between two moments is seen: stop, spin, adoption, exec and end', async () => {
  const samples = await replay(recording);
  const [first, second, third, last] = samples as [Sample, Sample, Sample, Sample];
  const born = second.readings.filter(({ pid }) => find(first, pid) === undefined);
  expect(born.map(({ values }) => values['state'])).toEqual(['R']);
  const stopped = second.readings.filter(({ pid, values }) => values['state'] === 'T' && find(first, pid)?.values['state'] === 'S');
  expect(stopped).toHaveLength(1);
  const adopted = third.readings.filter(({ pid, values }) => values['ppid'] === 1 && ![0, 1, undefined].includes(find(second, pid)?.values['ppid'] as number));
  expect(adopted.map(({ values }) => values['comm'])).toEqual(['sleep']);
  const executed = third.readings.filter(({ pid, startTime, values }) => {
    const before = find(second, pid);
    return before?.startTime === startTime && before.values['comm'] === 'sh' && values['comm'] === 'sleep';
  });
  expect(executed).toHaveLength(1);
  expect([find(last, born[0]!.pid), find(last, stopped[0]!.pid)]).toEqual([undefined, undefined]);
  expect(find(last, executed[0]!.pid)).toBeDefined();
});

test('an unchanged process keeps its reading, the same object', async () => {
  const samples = await replay(recording);
  const still = samples[0]!.readings.filter((reading) => samples[3]!.readings.includes(reading));
  expect(still.length).toBeGreaterThan(20);
});

test('pages of 16 kB, 250 ticks a second and a kernel that does not count scheduling give the same table', async () => {
  const { system, moments } = recording;
  const withoutGate = moments.map((moment) => ({
    ...moment,
    processes: Object.fromEntries(Object.entries(moment.processes).map(([pid, files]) => [pid, files && { ...files, schedstat: '0 0 0\n' }])),
  }));
  const [usual, other] = [await replay(recording), await replay({ system: { ...system, pageSize: 16_384, ticksPerSecond: 250 }, moments: withoutGate })];
  const rows = ({ readings }: Sample, pages: number, ticks: number): unknown[] =>
    readings
      .map(({ pid, values }) => [pid, values['comm'], values['state'], Number(values['rss']) / pages, Number(values['cpuTime']) * ticks])
      .sort(([a], [b]) => Number(a) - Number(b));
  usual.forEach((sample, i) => expect(rows(other[i]!, 16_384, 250)).toEqual(rows(sample, 4_096, 100)));
  expect(other[0]!.clock.msPerStartUnit).toBe(4);
});

test('B7 E2 a pid that was given to another process is another row', async () => {
  const [first] = recording.moments;
  const [pid, files] = Object.entries(first!.processes).find(([, one]) => one?.stat?.includes('(sleep)') === true)!;
  const words = files!.stat!.split(' ');
  const reused = { ...first!, processes: { [pid]: { ...files!, stat: [...words.slice(0, 21), '999999', ...words.slice(22)].join(' ') } } };
  const [before, after] = await replay({ ...recording, moments: [first!, reused] });
  expect(find(before!, pid)!.startTime).not.toBe(999_999);
  expect(find(after!, pid)!.startTime).toBe(999_999);
});

test('identify and probe answer from the moment that is shown', async () => {
  const provider: ProcessProvider = createRecordedProvider(recording);
  const [reading] = (await provider.sample(FIELDS)).readings;
  expect(await provider.identify(reading!.pid)).toEqual({ pid: reading!.pid, startTime: reading!.startTime, inode: null });
  expect(await provider.probe(4_000_000)).toBeNull();
  expect(provider.capabilities.provider).toBe('recorded');
});

test('a file that is no recording is refused', () => {
  expect(() => parseRecording('{"kernel":1}\n')).toThrow(/kernel/);
  expect(() => parseRecording(text.split('\n')[0]!)).toThrow(/small|>=/i);
});
