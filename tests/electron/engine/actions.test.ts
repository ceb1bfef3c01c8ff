import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';
import { Actions } from '../../../electron/engine/actions.ts';
import type { AskHelper } from '../../../electron/engine/privilege/askHelper.ts';
import { createProvider } from '../../../electron/engine/providers/index.ts';
import { linkListerOf } from '../../../electron/engine/providers/listLinks.ts';
import { bindProcess } from '../../../electron/engine/signals/bindProcess.ts';
import { readSelf } from '../../../electron/engine/signals/ownProcess.ts';
import { FIELDS } from '../../../shared/fields/registry.ts';
import { type HelperOrder, MOST_PRIVILEGED } from '../../../shared/process/helperOrder.ts';
import { MOST_LOGGED_TARGETS } from '../../../shared/process/actionLog.ts';
import type { ProcessId, ProcessKey } from '../../../shared/process/identity.ts';
import { type Row, rowOf } from '../../../shared/process/row.ts';
import type { EventTypes } from '../../../shared/transport/contract.ts';
import { startHardproc, whyNoHardproc } from '../../fixtures/hardproc.ts';

const canRun = whyNoHardproc() === '';
const within = { timeout: 15_000, interval: 20 };
const provider = createProvider('auto');
const probe = (pid: number) => provider.probe(pid);
let rows: Map<ProcessKey, Row>;
let told: EventTypes['action'][];
let outcomes: EventTypes['outcomes'][];
/** Names of the events, as they came. */
let order: string[];
let actions: Actions;

const create = (isReadOnly: boolean, askHelper: AskHelper | null = null): Actions =>
  new Actions({
    isReadOnly,
    signalling: async () => ({ probe, startTolerance: provider.capabilities.startTolerance, self: await readSelf(probe) }),
    listLinks: linkListerOf(provider),
    askHelper,
    rows: () => rows,
    emit: (name, data) => {
      order.push(name);
      if (name === 'action') told.push(data as EventTypes['action']);
      if (name === 'outcomes') outcomes.push(data as EventTypes['outcomes']);
    },
  });

beforeEach(() => {
  rows = new Map();
  told = [];
  outcomes = [];
  order = [];
  actions = create(false);
});

async function readRows(): Promise<void> {
  const { readings } = await provider.sample(FIELDS);
  rows = new Map(readings.map(({ values, unknown }) => rowOf(values, unknown)).map((row) => [row.key, row]));
}
const identify = async (pid: number): Promise<ProcessId> => ({ pid, startTime: (await probe(pid))!.startTime, inode: null });
/** As binding tells it; null where the system gives none. */
function inodeOf(pid: number): string | null {
  const bound = bindProcess(pid);
  if (bound === 'gone') throw new Error(`${pid} is gone`);
  bound.close();
  return bound.inode;
}
const loggedNow = async () => (await actions.handlers.actionLog({})).actions;

test.skipIf(!canRun)('an action on many is told when it begins, as each target ends, and when it is done, and it is remembered', async () => {
  const hard = await Promise.all([startHardproc('sleep'), startHardproc('sleep'), startHardproc('ignoreterm')]);
  try {
    await readRows();
    const targets = await Promise.all(hard.map(({ pid }) => identify(pid)));
    const done = actions.handlers.signalMany({ requestId: 'many-request', targets, signal: 'SIGTERM', scope: 'marked' });
    const { targets: ends } = await done;
    expect(order).toEqual(['action', ...outcomes.map(() => 'outcomes'), 'action']);
    expect(told[0]).toMatchObject({ isDone: false, scope: 'marked', deed: { kind: 'signal', signal: 'SIGTERM' } });
    expect(told[0]!.targets.map(({ id, outcome }) => [id, outcome])).toEqual(targets.map((id) => [id, null]));
    expect(ends.map(({ id }) => id)).toEqual(targets);
    expect(ends.map(({ outcome }) => outcome.kind)).toEqual(['exited', 'exited', 'running']);
    expect(ends.every(({ name }) => name === 'hardproc')).toBe(true);
    expect(outcomes.flatMap((event) => event.targets)).toHaveLength(3);
    expect(await loggedNow()).toEqual([{ ...told.at(-1), isDone: true, targets: ends }]);
  } finally {
    await Promise.all(hard.map((one) => one.end()));
  }
});

test.skipIf(!canRun)('E9 of a subtree each end is told, and the log has those that were found on the way', async () => {
  const shell = spawn('sh', ['-c', 'sleep 30 & sleep 31 & wait'], { stdio: 'ignore' });
  try {
    await vi.waitFor(() => expect(readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').trim().split(' ')).toHaveLength(2), within);
    await readRows();
    const root = await identify(shell.pid!);
    const outcome = await actions.handlers.signalTree({ requestId: 'tree-request', target: root, members: [root], signal: 'SIGKILL' });
    expect(outcome.targets).toHaveLength(3);
    expect(outcomes.flatMap(({ targets }) => targets).map(({ id }) => id.pid)).toEqual(expect.arrayContaining(outcome.targets.map(({ id }) => id.pid)));
    const [logged] = await loggedNow();
    expect(logged).toMatchObject({ requestId: 'tree-request', scope: 'subtree', isDone: true, left: [], omitted: 0 });
    expect(logged!.targets.map(({ outcome: end }) => end!.kind)).toEqual(['exited', 'exited', 'exited']);
  } finally {
    shell.kill('SIGKILL');
  }
});

test.skipIf(!canRun)('a change is run once, remembered with its old value, and taken back by it', async () => {
  const hard = await startHardproc('sleep');
  try {
    const target = await identify(hard.pid);
    // What an ordinary user may take back too: a nice value must not go down again.
    const idle = { kind: 'ioPriority', ioClass: 'idle', level: 0 } as const;
    const ask = { requestId: 'change-request', targets: [target], change: idle, scope: 'process' } as const;
    const [first, again] = await Promise.all([actions.handlers.change(ask), actions.handlers.change(ask)]);
    expect(again).toEqual(first);
    const outcome = first.targets[0]!.outcome;
    if (outcome.kind !== 'changed') throw new Error(outcome.kind);
    expect(outcome.from).not.toEqual(idle);
    expect(outcome.to).toEqual(idle);
    expect(await loggedNow()).toHaveLength(1);
    const { targets } = await actions.handlers.change({ ...ask, requestId: 'undo-request', change: outcome.from });
    expect(targets[0]!.outcome).toMatchObject({ kind: 'changed', from: idle, to: outcome.from });
    expect((await loggedNow()).map(({ requestId }) => requestId)).toEqual(['change-request', 'undo-request']);
  } finally {
    await hard.end();
  }
});

test('read-only changes nothing and remembers nothing', async () => {
  const frozen = create(true);
  const target = await identify(process.pid);
  expect(() => frozen.handlers.change({ requestId: 'some-request', targets: [target], change: { kind: 'nice', nice: 7 }, scope: 'process' })).toThrow(
    'read-only',
  );
  expect(() => frozen.handlers.signalMany({ requestId: 'some-request', targets: [target], signal: 'SIGTERM', scope: 'process' })).toThrow('read-only');
  expect(await frozen.handlers.actionLog({})).toEqual({ actions: [] });
  expect(told).toEqual([]);
});

/** Tells the actions what came and went since the rows were read before. */
function seeChange(before: ReadonlyMap<ProcessKey, Row>): void {
  actions.see(
    [...rows.keys()].filter((key) => !before.has(key)),
    [...before.values()].filter(({ key }) => !rows.has(key)),
  );
}

test.skipIf(!canRun)('what comes back under a new pid is said of the action that ended it', async () => {
  const respawner = spawn('sh', ['-c', 'while :; do sleep 1234; done'], { stdio: 'ignore', detached: true });
  try {
    const childPid = (): number => Number(readFileSync(`/proc/${respawner.pid}/task/${respawner.pid}/children`, 'utf8').trim() || 0);
    await vi.waitFor(async () => {
      expect(childPid()).toBeGreaterThan(0);
      expect((await probe(childPid()))?.values['comm']).toBe('sleep');
    }, within);
    await readRows();
    const target = await identify(childPid());
    await actions.handlers.signal({ requestId: 'kill-request', target, signal: 'SIGKILL' });
    await vi.waitFor(() => expect(childPid()).not.toBe(target.pid), within);
    await vi.waitFor(async () => {
      const before = rows;
      await readRows();
      // The reader, which this test has none of, reads the command line.
      const read = (row: Row): Row => ({ ...row, unknown: null });
      rows = new Map([...rows].map(([key, row]) => [key, read(row)]));
      seeChange(before);
      expect(told.at(-1)!.cameBack).toEqual([{ ended: target, id: expect.objectContaining({ pid: childPid() }), name: 'sleep', by: 'parent' }]);
    }, within);
    // What a parent has started again and again it will start again.
    for (let i = 0; i < 2; i++) {
      const last = childPid();
      process.kill(last, 'SIGKILL');
      await vi.waitFor(async () => {
        expect(childPid()).not.toBe(last);
        expect((await probe(childPid()))?.values['comm']).toBe('sleep');
      }, within);
      const before = rows;
      await readRows();
      seeChange(before);
    }
    const plan = await actions.handlers.planSignal({ targets: [await identify(childPid())], signal: 'SIGKILL' });
    expect(plan.targets[0]!.respawn).toEqual({ parent: { pid: respawner.pid, name: 'sh' }, times: expect.any(Number) });
  } finally {
    process.kill(-respawner.pid!, 'SIGKILL');
  }
});

test.skipIf(!canRun)('with privilege all targets that are held go to the helper at once, and the log says so', async () => {
  const hard = await Promise.all([startHardproc('sleep'), startHardproc('sleep')]);
  try {
    const targets = await Promise.all(hard.map(({ pid }) => identify(pid)));
    const asked: HelperOrder[] = [];
    const refusing = create(false, (one) => {
      asked.push(one);
      return Promise.resolve({ kind: 'not-authorized', reason: 'dismissed' });
    });
    const all = [...targets, { pid: 4_194_299, startTime: 1, inode: null }, { pid: 1, startTime: 0, inode: null }];
    const ask = { requestId: 'privileged-request', targets: all, signal: 'SIGKILL', scope: 'marked', withPrivilege: true } as const;
    const { targets: ends } = await refusing.handlers.signalMany(ask);
    expect(ends.map(({ outcome }) => outcome)).toEqual([
      { kind: 'not-authorized', reason: 'dismissed' },
      { kind: 'not-authorized', reason: 'dismissed' },
      { kind: 'gone' },
      { kind: 'refused', reason: 'init' },
    ]);
    expect(asked).toEqual([
      {
        deed: { kind: 'signal', signal: 'SIGKILL' },
        targets: targets.map(({ pid, startTime }) => ({ pid, startTime, inode: inodeOf(pid) })),
        asker: process.pid,
      },
    ]);
    expect(told.at(-1)).toMatchObject({ withPrivilege: true, isDone: true });
    const many = Array.from({ length: MOST_PRIVILEGED + 1 }, () => targets[0]!);
    expect(() => refusing.handlers.signalMany({ ...ask, requestId: 'too-many-request', targets: many })).toThrow('at a time');
    expect(asked).toHaveLength(1);
    // What the helper does not answer for is not claimed to have been done.
    const silent = create(false, () => Promise.resolve({ kind: 'answered', outcomes: new Map() }));
    const { targets: changed } = await silent.handlers.change({ ...ask, targets: [targets[0]!], change: { kind: 'nice', nice: 3 } });
    expect(changed[0]!.outcome).toEqual({ kind: 'failed', code: 'EPIPE' });
  } finally {
    await Promise.all(hard.map((one) => one.end()));
  }
});

test('of an action on very many only some targets are remembered, and the number of the others', async () => {
  const targets = Array.from({ length: MOST_LOGGED_TARGETS + 500 }, (_, i) => ({ pid: 4_190_000 + i, startTime: 1, inode: null }));
  const { targets: ends } = await actions.handlers.signalMany({ requestId: 'crowd-request', targets, signal: 'SIGTERM', scope: 'marked' });
  expect(ends).toHaveLength(targets.length);
  const [logged] = await loggedNow();
  expect([logged!.targets.length, logged!.omitted]).toEqual([MOST_LOGGED_TARGETS, 500]);
  expect(logged!.targets.every(({ outcome }) => outcome?.kind === 'gone')).toBe(true);
});
