import { expect, it } from 'vitest';
import { EngineWatch, type WatchListener } from '../../../electron/desktop/engineWatch.ts';
import { NO_CHANGES } from '../../../shared/process/changeBlock.ts';
import { packRows } from '../../../shared/process/snapshot.ts';
import { rowOf } from '../../../shared/process/row.ts';
import type { Port } from '../../../shared/transport/port.ts';

interface Request {
  readonly id: number;
  readonly name: string;
  readonly params: unknown;
}

/** An engine that only writes down what it is asked. */
function deafEngine() {
  const asked: Request[] = [];
  let port: Port | null = null;
  return {
    asked,
    attach: (given: Port) => {
      port = given;
      given.onFrame((frame) => asked.push(frame as Request));
    },
    say: (frame: object) => port!.post({ v: 1, ...frame }),
  };
}

const clock = { takenAt: 0, bootedAt: 0, msPerStartUnit: 10 };
const block = (...pids: number[]) =>
  packRows(
    pids.map((pid) => rowOf({ pid, ppid: 0, startTime: 1, comm: 'x' }, null)),
    ['pid', 'ppid', 'startTime', 'comm'],
  );

it('hears of findings always, of the table while it looks, and asks for a new one where a delta is missing', () => {
  const engine = deafEngine();
  const [findings, samples]: [number[], number[]] = [[], []];
  const listener: WatchListener = {
    onFindings: (report) => findings.push(report.findings.length),
    onSample: (rows) => samples.push(rows.size),
  };
  const watch = new EngineWatch(engine, listener);
  const names = (): string[] => engine.asked.splice(0).map(({ name, params }) => `${name} ${JSON.stringify(params)}`);
  const say = (name: string, data: unknown): void => engine.say({ kind: 'event', name, data });
  const answer = (seq: number, ...pids: number[]): void => engine.say({ kind: 'result', id: 1, value: { seq, clock, capabilities: {}, rows: block(...pids) } });
  const delta = (seq: number, ...pids: number[]): void => say('delta', { seq, clock, added: block(...pids), changed: NO_CHANGES, gone: [] });

  expect(names()).toEqual(['setVisible {"isVisible":false}', 'subscribe {}']);
  answer(4, 1, 2);
  delta(5, 3);
  say('system', {});
  say('findings', { findings: [] });
  expect([findings, samples]).toEqual([[0], []]);

  watch.look(true);
  expect(names()).toEqual(['setVisible {"isVisible":true}', 'subscribe {}']);
  engine.say({ kind: 'result', id: 3, value: null });
  delta(6, 4);
  answer(6, 1, 2, 3, 4);
  delta(7, 5);
  say('system', {});
  expect(samples).toEqual([5]);
  delta(9, 6);
  expect(names()).toEqual(['subscribe {}']);

  watch.look(false);
  watch.look(false);
  expect(names()).toEqual(['setVisible {"isVisible":false}']);
  say('system', {});
  expect(samples).toEqual([5]);
});
