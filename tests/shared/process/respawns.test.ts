import { describe, expect, it } from 'vitest';
import { Respawns } from '../../../shared/process/respawns.ts';
import type { Row } from '../../../shared/process/row.ts';
import { makeRow } from './rowFixture.ts';

const parent = makeRow(10, 1, { comm: 'supervisor' });
const worker = (pid: number, comm = 'worker'): Row => makeRow(pid, 10, { comm });
const tableOf = (...rows: Row[]): Map<string, Row> => new Map(rows.map((row) => [row.key, row]));

/** Lets `times` workers end and come again, a second apart. */
function churn(times: number, { pause = 1_000, comm = 'worker' } = {}): Respawns {
  const respawns = new Respawns();
  for (let i = 0; i < times; i++) {
    respawns.see([], [worker(100 + i, comm)], i * (pause + 1));
    respawns.see([worker(101 + i, comm)], [], i * (pause + 1) + pause);
  }
  return respawns;
}

describe('Respawns', () => {
  it('names the parent that started the same again, and how often', () => {
    const now = worker(200);
    expect(churn(3).of(now, tableOf(parent, now))).toEqual({ parent: { pid: 10, name: 'supervisor' }, times: 3 });
  });

  it.each([
    ['once is chance', churn(1), worker(200)],
    ['another name', churn(3, { comm: 'other' }), worker(200)],
    ['too long after', churn(3, { pause: 11_000 }), worker(200)],
    ['another parent', churn(3), makeRow(200, 11, { comm: 'worker' })],
  ])('nobody: %s', (_, respawns, row) => {
    expect(respawns.of(row, tableOf(parent, row, makeRow(11, 1, { comm: 'else' })))).toBeNull();
  });

  it('a successor that is seen in the same sample as the end counts', () => {
    const respawns = new Respawns();
    for (let i = 0; i < 2; i++) respawns.see([worker(101 + i)], [worker(100 + i)], i);
    expect(respawns.of(worker(102), tableOf(parent, worker(102)))?.times).toBe(2);
  });

  it('forgets a parent with its end: its pid is another process later', () => {
    const respawns = churn(3);
    respawns.see([], [parent], 10_000);
    expect(respawns.of(worker(200), tableOf(parent, worker(200)))).toBeNull();
  });
});
