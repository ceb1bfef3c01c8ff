import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Actions } from '../../../electron/engine/actions.ts';
import type { Signalling } from '../../../electron/engine/signals/holdTarget.ts';
import type { ProcessId, ProcessKey } from '../../../shared/process/identity.ts';
import { type Row, rowOf } from '../../../shared/process/row.ts';
import { type Client, connect } from '../../../shared/transport/client.ts';
import type { Params, RequestName } from '../../../shared/transport/contract.ts';
import { memoryPorts } from '../../../shared/transport/port.ts';
import { serve } from '../../../shared/transport/server.ts';
import { TestService } from '../../contract/testService.ts';

/** Processes that are there, with pids that no system gives: what went past every check would reach nobody. */
const FIRST_PID = 4_194_200;
const COUNT = 20;
const idOf = (pid: number): ProcessId => ({ pid, startTime: pid * 10, inode: String(pid * 100) });
const isThere = (pid: unknown): pid is number => typeof pid === 'number' && pid >= FIRST_PID && pid < FIRST_PID + COUNT;
const valuesOf = (pid: number) => ({ pid, ppid: 1, startTime: pid * 10, comm: 'p', state: 'S', threads: 1, isKernelThread: false, user: 'ann' });
const rows = new Map<ProcessKey, Row>(Array.from({ length: COUNT }, (_, i) => rowOf(valuesOf(FIRST_PID + i), null)).map((row) => [row.key, row]));

let sent: [number, string][];
let windows: Client[];
let bugs: unknown[];

beforeEach(() => {
  sent = [];
  bugs = [];
  const signalling: Signalling = {
    probe: (pid) => (isThere(pid) ? { pid, startTime: pid * 10, values: valuesOf(pid), unknown: null } : null),
    startTolerance: 0,
    self: { pid: FIRST_PID, ancestors: [FIRST_PID + 1] },
    bind: (pid) =>
      isThere(pid)
        ? {
            inode: String(pid * 100),
            send: (signal) => (sent.push([pid, signal]), { kind: 'sent' }),
            maySend: () => true,
            hasEnded: () => true,
            close: () => {},
          }
        : 'gone',
  };
  const actions = new Actions({
    isReadOnly: false,
    signalling: () => Promise.resolve(signalling),
    listLinks: () => [...rows.values()].map(({ id }) => ({ ...id, ppid: 1, pgid: null, sid: null, comm: 'p', isZombie: false })),
    askHelper: null,
    rows: () => rows,
    emit: () => {},
  });
  // Two windows on one engine.
  windows = [0, 1].map(() => {
    const [mine, theirs] = memoryPorts();
    serve(theirs, { ...new TestService().handlers, ...actions.handlers }, (bug) => bugs.push(bug));
    return connect(mine);
  });
});
afterEach(() => expect(bugs).toEqual([]));

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    [],
    false,
    '0',
    -0,
    -1,
    Number.NaN,
    1.5,
    2 ** 32,
    '12',
    null,
    undefined,
    {},
    1,
    0,
    -FIRST_PID,
    [FIRST_PID + 2],
    `${FIRST_PID + 2}`,
  ),
  fc.anything({ withBigInt: false }),
  fc.double({ max: 0 }),
);
/** As it arrives: a port turns NaN and Infinity into null. */
const arrivesAs = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? '"absent"');

type Place = 'pid' | 'startTime' | 'inode' | 'signal' | 'requestId' | 'change' | 'scope' | 'extra';

/** What is right in its place after all. */
function isFitting(place: Place, value: unknown): boolean {
  const arrived = arrivesAs(value);
  const isCount = typeof arrived === 'number' && Number.isInteger(arrived) && arrived >= 0;
  if (place === 'pid') return isCount && arrived > 0;
  if (place === 'startTime') return isCount || arrived === null;
  if (place === 'inode') return arrived === null || (typeof arrived === 'string' && /^[1-9]\d*$/.test(arrived));
  return place === 'requestId' && typeof arrived === 'string' && arrived.length >= 8;
}

const good = idOf(FIRST_PID + 5);

/** Parameters that are right but for one thing that is not. */
const foreign: fc.Arbitrary<readonly [RequestName, unknown]> = fc
  .tuple(junk, fc.constantFrom<Place>('pid', 'startTime', 'inode', 'signal', 'requestId', 'change', 'scope', 'extra'), fc.nat())
  .filter(([value, where]) => !isFitting(where, value))
  .map(([value, where, seed]) => {
    const id = where === 'pid' || where === 'startTime' || where === 'inode' ? { ...good, [where]: value } : good;
    const extra = where === 'extra' ? { extra: value ?? 1 } : {};
    const common = { requestId: where === 'requestId' ? value : `request-${seed}`, ...extra };
    const signal = where === 'signal' ? value : 'SIGKILL';
    const scope = where === 'scope' ? value : 'process';
    const requests: readonly (readonly [RequestName, unknown])[] = [
      ['signal', { ...common, target: id, signal: where === 'scope' ? value : signal }],
      ['signalMany', { ...common, targets: [good, id], signal, scope }],
      ['signalTree', { ...common, target: good, members: [id], signal: where === 'scope' ? value : signal }],
      ['change', { ...common, targets: [id], change: where === 'change' || where === 'signal' ? value : { kind: 'nice', nice: 25 }, scope }],
    ];
    return requests[where === 'change' ? 3 : seed % requests.length]!;
  });

test('E5 a request with anything in it that does not belong there sends no signal', async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(foreign, async ([name, params]) => {
      const result = await windows[0]!.request(name, params as Params<typeof name>);
      if (!result.ok) refused++;
      else throw new Error(`${name} was answered: ${JSON.stringify(result.value)}`);
      expect(sent).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
  expect(refused).toBeGreaterThan(2_900);
});

test('a plan whose identities were changed in the view sends nothing', async () => {
  const plan = await windows[0]!.request('planSignal', { targets: [good], signal: 'SIGTERM' });
  if (!plan.ok) throw new Error(plan.error.message);
  expect(plan.value.targets[0]!.id).toEqual(good);
  const changed = fc.record({
    pid: fc.oneof(fc.integer({ min: 1, max: 4_194_304 }), fc.integer({ min: FIRST_PID, max: FIRST_PID + COUNT })),
    startTime: fc.oneof(fc.constant(good.startTime), fc.nat(), fc.constant(null)),
    inode: fc.oneof(fc.constant(good.inode), fc.constant('7')),
  });
  let request = 0;
  await fc.assert(
    fc.asyncProperty(
      changed.filter((id) => id.pid !== good.pid || id.startTime !== good.startTime || id.inode !== good.inode),
      async (id) => {
        const ids = [id as ProcessId];
        const many = await windows[0]!.request('signalMany', { requestId: `changed-${request++}`, targets: ids, signal: 'SIGKILL', scope: 'marked' });
        expect(many).toMatchObject({ ok: true, value: { targets: [{ outcome: { kind: expect.stringMatching(/^(gone|reused|refused)$/) } }] } });
        const change = await windows[0]!.request('change', {
          requestId: `changed-${request++}`,
          targets: ids,
          change: { kind: 'nice', nice: 1 },
          scope: 'marked',
        });
        expect(change).toMatchObject({ ok: true, value: { targets: [{ outcome: { kind: expect.stringMatching(/^(gone|reused|refused)$/) } }] } });
        const tree = await windows[0]!.request('signalTree', { requestId: `changed-${request++}`, target: ids[0]!, members: ids, signal: 'SIGKILL' });
        expect(tree.ok && tree.value.targets.every(({ outcome }) => ['gone', 'reused', 'refused'].includes(outcome.kind))).toBe(true);
        expect(sent).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('E12 a double click, a replay and a second window with the same request send once, and another action under its id none', async () => {
  const ask = { requestId: 'one-request', targets: [good, idOf(FIRST_PID + 6)], signal: 'SIGTERM', scope: 'marked' } as const;
  const [a, b] = windows;
  const answers = await Promise.all([a!.request('signalMany', ask), a!.request('signalMany', ask), b!.request('signalMany', ask)]);
  answers.push(await b!.request('signalMany', ask));
  expect(sent).toEqual([
    [good.pid, 'SIGTERM'],
    [good.pid + 1, 'SIGTERM'],
  ]);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const others = await Promise.all([
    b!.request('signalMany', { ...ask, signal: 'SIGKILL' }),
    b!.request('signalMany', { ...ask, targets: [good] }),
    b!.request('signalMany', { ...ask, targets: [...ask.targets].reverse() }),
    b!.request('signal', { requestId: ask.requestId, target: good, signal: 'SIGTERM' }),
    b!.request('signalTree', { requestId: ask.requestId, target: good, members: [good], signal: 'SIGTERM' }),
    b!.request('change', { requestId: ask.requestId, targets: [good], change: { kind: 'nice', nice: 1 }, scope: 'marked' }),
  ]);
  for (const other of others) expect(other).toMatchObject({ ok: false, error: { code: 'bad-request', message: expect.stringContaining('requestId') } });
  expect(sent).toHaveLength(2);
});
