import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedAction } from '../../shared/process/actionLog.ts';
import { packChanges } from '../../shared/process/changeBlock.ts';
import type { ProcessTable } from '../../shared/process/snapshot.ts';
import { type Client, connect } from '../../shared/transport/client.ts';
import { PROTOCOL_VERSION } from '../../shared/transport/contract.ts';
import type { Port } from '../../shared/transport/port.ts';
import { type ServerConnection, serve } from '../../shared/transport/server.ts';
import { subscribe } from '../../shared/transport/subscription.ts';
import { foreignFrames } from './foreignFrames.ts';
import { TestService } from './testService.ts';

/** Two ports that are each other's other side. */
export interface ConnectedPorts {
  readonly client: Port;
  readonly server: Port;
  /** Frames so far that `client.post` took and the transport did not; none where it is left out. */
  unsent?(): number;
  /** Gives back what they stand on. */
  end(): Promise<void>;
}

const SECRET = 'never-repeat-this';
const target = { pid: 3, startTime: 30, inode: null };

interface SuiteOptions {
  /** Foreign messages sent each way. */
  readonly foreignCount?: number;
}

/** What the contract promises over any pair of ports; `open` makes a new pair. */
export function contractSuite(name: string, open: () => Promise<ConnectedPorts>, { foreignCount = 10_000 }: SuiteOptions = {}): void {
  describe(`the contract over ${name}`, () => {
    let ports: ConnectedPorts;
    let service: TestService;
    let client: Client;
    let server: ServerConnection;
    let bugs: unknown[];
    let foreign: string[];
    /** What the server posted. */
    let posted: { kind: string; id?: number | null }[];
    /** Called after each post of the server, in the same turn. */
    let afterPost: (frame: { kind: string }) => void;

    beforeEach(async () => {
      ports = await open();
      service = new TestService();
      bugs = [];
      foreign = [];
      posted = [];
      afterPost = () => {};
      const watched: Port = {
        post: (frame) => {
          ports.server.post(frame);
          posted.push(frame as { kind: string });
          afterPost(frame as { kind: string });
        },
        onFrame: (listener) => ports.server.onFrame(listener),
        onClose: (listener) => ports.server.onClose(listener),
        close: (reason) => ports.server.close(reason),
      };
      server = serve(watched, service.handlers, (bug) => bugs.push(bug));
      client = connect(ports.client, (what) => foreign.push(what));
    });

    afterEach(async () => {
      service.release();
      await ports.end();
    });

    /** Settles when all that was posted before has been answered: messages keep their order. */
    const settled = async (): Promise<void> => expect(await client.request('setVisible', { isVisible: true })).toEqual({ ok: true, value: null });
    const subscriptions = (): number => service.asked.filter((asked) => asked === 'subscribe').length;
    const expectInStep = (table: ProcessTable): void => {
      expect(table.seq).toBe(service.seq);
      expect([...table.rows.values()].sort((a, b) => a.id.pid - b.id.pid)).toEqual([...service.rows.values()].sort((a, b) => a.id.pid - b.id.pid));
    };

    interface Heard {
      readonly table: ProcessTable;
      readonly events: string[];
    }
    const listen = (): Heard => {
      const events: string[] = [];
      const table = subscribe(client, {
        onSnapshot: ({ seq }) => events.push(`snapshot ${seq}`),
        onDelta: () => events.push('delta'),
        onError: ({ code }) => events.push(code),
      });
      return { table, events };
    };

    it('sends a snapshot on subscribe, then numbered deltas', async () => {
      const { table, events } = listen();
      await settled();
      expectInStep(table);
      for (let i = 0; i < 20; i++) server.emit('delta', service.step());
      await settled();
      expectInStep(table);
      expect(events).toEqual(['snapshot 0', ...Array.from({ length: 20 }, () => 'delta')]);
      expect(table.clock.takenAt).toBe(1_020_000);
      expect(subscriptions()).toBe(1);
    });

    it('F5 loses no delta that comes right behind the snapshot', async () => {
      afterPost = ({ kind }) => {
        if (kind !== 'result') return;
        afterPost = () => {};
        for (let i = 0; i < 3; i++) server.emit('delta', service.step());
      };
      const { table, events } = listen();
      await settled();
      expectInStep(table);
      expect(events).toEqual(['snapshot 0', 'delta', 'delta', 'delta']);
      expect(subscriptions()).toBe(1);
    });

    it('F5 loses no delta that comes before the snapshot it builds on, and takes none twice', async () => {
      const { handlers } = service;
      const ask = handlers.subscribe;
      Object.assign(handlers, {
        subscribe: async () => {
          server.emit('delta', service.step());
          const snapshot = await ask({});
          server.emit('delta', service.step());
          return snapshot;
        },
      });
      const { table, events } = listen();
      await settled();
      await settled();
      expectInStep(table);
      expect(events).toEqual(['snapshot 1', 'delta']);
      expect(subscriptions()).toBe(1);
    });

    it.each([
      ['a delta that was lost', () => [service.step(), service.step()].slice(1)],
      ['two deltas in the wrong order', () => [service.step(), service.step()].reverse()],
      [
        'numbers that begin again',
        () => {
          service.step();
          const delta = service.step();
          service.seq = 1;
          return [{ ...delta, seq: 1 }];
        },
      ],
      ['a change of a row that is not there', () => [{ ...service.step(), changed: packChanges([['99:990', { values: { nice: 1 } }]]) }]],
    ])('F5 asks for a new snapshot after %s', async (_, deltas) => {
      service.seq = 7;
      const { table, events } = listen();
      await settled();
      expect(events).toEqual(['snapshot 7']);
      for (const delta of deltas()) server.emit('delta', delta);
      await settled();
      await settled();
      expect(subscriptions()).toBe(2);
      expectInStep(table);
      server.emit('delta', service.step());
      await settled();
      expectInStep(table);
    });

    it('tells a subscriber when there is no snapshot, and tries again with the next delta', async () => {
      const { handlers } = service;
      const ask = handlers.subscribe;
      Object.assign(handlers, { subscribe: () => Promise.reject(new Error('not yet')) });
      const { table, events } = listen();
      await settled();
      expect(events).toEqual(['internal']);
      Object.assign(handlers, { subscribe: ask });
      server.emit('delta', service.step());
      await settled();
      await settled();
      expect(events).toEqual(['internal', 'snapshot 1']);
      expectInStep(table);
    });

    it('answers requests with typed results, also out of order', async () => {
      const slow = client.request('signal', { requestId: 'slow-request', target, signal: 'SIGTERM' });
      const plan = await client.request('planSignal', { targets: [target, { pid: 2, startTime: 20, inode: null }], signal: 'SIGKILL' });
      expect(plan).toEqual({
        ok: true,
        value: {
          signal: 'SIGKILL',
          scope: 'process',
          orphans: [{ id: { pid: 4, startTime: 40, inode: null }, name: 'p4', parent: 3 }],
          targets: [
            { id: target, name: 'p3', user: null, expectation: { kind: 'ends' }, restartedBy: null, respawn: null, ports: null },
            {
              id: { pid: 2, startTime: 20, inode: null },
              name: 'p2',
              user: null,
              expectation: { kind: 'refused', reason: 'self' },
              restartedBy: null,
              respawn: null,
              ports: [],
            },
          ],
        },
      });
      service.release();
      expect(await slow).toEqual({ ok: true, value: { kind: 'gone' } });
      const tree = await client.request('signalTree', { requestId: 'tree-request', target, members: [target], signal: 'SIGRTMIN+1' });
      expect(tree).toEqual({ ok: true, value: { isSettled: true, targets: [{ id: target, name: 'p', outcome: { kind: 'gone' } }], left: [] } });
    });

    it('brings changes, settings and the log of actions whole, and the news of them', async () => {
      const change = { kind: 'ioPriority', ioClass: 'best-effort', level: 3 } as const;
      const ask = { requestId: 'change-request', targets: [target], change, scope: 'marked' } as const;
      expect(await client.request('change', ask)).toEqual({ ok: true, value: { targets: [{ id: target, name: 'p', outcome: { kind: 'gone' } }] } });
      expect(await client.request('planChange', { targets: [target], change })).toMatchObject({ ok: true, value: { change, scope: 'process' } });
      expect(await client.request('readSettings', { target })).toEqual({ ok: true, value: { kind: 'gone' } });
      expect(await client.request('signalMany', { requestId: 'many-request', targets: [target, target], signal: 'SIGHUP', scope: 'group' })).toMatchObject({
        ok: true,
        value: { targets: [{ id: target }, { id: target }] },
      });
      const changed = { kind: 'changed', from: { ...change, level: 4 }, to: change, threads: 2, wasMixed: false } as const;
      const action: LoggedAction = {
        requestId: 'change-request',
        startedAt: 1_000,
        deed: { kind: 'change', change },
        scope: 'marked',
        withPrivilege: true,
        isDone: true,
        targets: [
          { id: target, name: '\u001b[2J', outcome: changed },
          { id: { ...target, inode: '7' }, name: '', outcome: null },
        ],
        omitted: 3,
        left: [{ id: target, name: 'p' }],
        cameBack: [{ ended: target, id: { ...target, pid: 4 }, name: 'p', by: 'unit' }],
      };
      Object.assign(service.handlers, { actionLog: () => ({ actions: [action] }) });
      expect(await client.request('actionLog', {})).toEqual({ ok: true, value: { actions: [action] } });
      const heard: unknown[] = [];
      client.on('action', (news) => heard.push(news));
      client.on('outcomes', (news) => heard.push(news));
      const outcomes = { requestId: 'change-request', targets: [{ id: target, name: 'p', outcome: { kind: 'not-authorized', reason: 'dismissed' } as const }] };
      server.emit('action', action);
      server.emit('outcomes', outcomes);
      await settled();
      expect(heard).toEqual([action, outcomes]);
    });

    it.each([
      ['a refusal of the handler with its words', 'unavailable', { code: 'unavailable', message: 'read-only' }],
      ['a bug without its words', 'a-secret-bug', { code: 'internal', message: 'signal failed inside Procession; its log has more.' }],
      ['an answer that does not fit', 'bad-response', { code: 'bad-response', message: 'the answer to signal does not fit' }],
    ])('brings errors as values: %s', async (_, requestId, error) => {
      expect(await client.request('signal', { requestId, target, signal: 'SIGTERM' })).toEqual({ ok: false, error });
      expect(bugs).toHaveLength(requestId === 'a-secret-bug' ? 1 : 0);
    });

    it('E5 refuses parameters that do not fit, without repeating them and without asking the handler', async () => {
      const pids: unknown[] = ['', [], false, '0', -0, -1, Number.NaN, 1.5, 2 ** 32, '12', null, 0, SECRET];
      for (const pid of pids) {
        const result = await client.request('signal', {
          requestId: 'some-request',
          target: { pid: pid as number, startTime: 1, inode: null },
          signal: 'SIGTERM',
        });
        expect(result).toMatchObject({ ok: false, error: { code: 'bad-request' } });
        expect(JSON.stringify(result)).not.toContain(SECRET);
      }
      expect(await client.request('signal', { requestId: 'some-request', target, signal: SECRET as 'SIGTERM' })).toMatchObject({
        ok: false,
        error: { code: 'bad-request' },
      });
      expect(await client.request('subscribe', { extra: 1 } as never)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
      expect(service.asked).toEqual([]);
      expect(bugs).toEqual([]);
    });

    it.each(['nothing', '', '__proto__', 'constructor', 'toString', 'Subscribe'])('answers the unknown request %j with an error', async (request) => {
      expect(await client.request(request as 'subscribe', {})).toEqual({ ok: false, error: { code: 'unknown-request', message: 'no such request' } });
    });

    it(`F1 answers each of ${foreignCount} foreign messages and throws at none`, async () => {
      const bases = [
        { v: PROTOCOL_VERSION, kind: 'request', id: 1_000_001, name: 'subscribe', params: {} },
        { v: PROTOCOL_VERSION, kind: 'request', id: 1_000_002, name: 'setVisible', params: { isVisible: true } },
        { v: PROTOCOL_VERSION, kind: 'request', id: 1_000_003, name: 'planSignal', params: { targets: [target], signal: 'SIGTERM' } },
        { v: PROTOCOL_VERSION, kind: 'request', id: 1_000_004, name: 'signal', params: { requestId: 'unavailable', target, signal: 'SIGTERM' } },
        {
          v: PROTOCOL_VERSION,
          kind: 'request',
          id: 1_000_005,
          name: 'change',
          params: { requestId: 'some-request', targets: [target], change: { kind: 'affinity', cpus: [0, 1] }, scope: 'process' },
        },
      ];
      const frames = foreignFrames(bases, foreignCount, 1);
      for (let start = 0; start < frames.length; start += 500) {
        for (const frame of frames.slice(start, start + 500)) ports.client.post(frame);
        await settled();
      }
      const unsent = ports.unsent?.() ?? 0;
      expect(unsent).toBeLessThan(frames.length / 10);
      expect(posted.length).toBeGreaterThanOrEqual(frames.length - unsent);
      const refused = posted.filter(({ kind }) => kind === 'error').length;
      expect(refused).toBeGreaterThan(frames.length / 2);
      expect(bugs).toEqual([]);
      expect({}).not.toHaveProperty('polluted');
    }, 60_000);

    it(`F1 a client drops each of ${foreignCount} foreign messages that does not fit, and goes on`, async () => {
      const { table, events } = listen();
      await settled();
      const bases = [
        { v: PROTOCOL_VERSION, kind: 'event', name: 'delta', data: new TestService().step() },
        { v: PROTOCOL_VERSION, kind: 'event', name: 'status', data: { interval: 1000, slowed: [], sampleCost: null, failure: null, hiding: null } },
        { v: PROTOCOL_VERSION, kind: 'result', id: 900_000, value: null },
        { v: PROTOCOL_VERSION, kind: 'error', id: 900_000, error: { code: 'internal', message: 'x' } },
      ];
      const frames = foreignFrames(bases, foreignCount, 2);
      for (let start = 0; start < frames.length; start += 500) {
        for (const frame of frames.slice(start, start + 500)) ports.server.post(frame);
        await settled();
      }
      expect(foreign.length).toBeGreaterThan(frames.length / 2);
      expect(bugs).toEqual([]);
      expect({}).not.toHaveProperty('polluted');
      // A gap makes it load anew: whatever valid deltas came, the table is the server's again.
      service.seq = 1_000;
      server.emit('delta', { ...service.step(), seq: 5_000 });
      await settled();
      await settled();
      expectInStep(table);
      expect(events).not.toContain('closed');
    }, 60_000);

    it('settles what is open when the port closes, and answers later requests the same way', async () => {
      const reasons: string[] = [];
      client.onClose((reason) => reasons.push(reason));
      const pending = client.request('signal', { requestId: 'slow-request', target, signal: 'SIGTERM' });
      await settled();
      ports.server.close('the server ends');
      expect(await pending).toMatchObject({ ok: false, error: { code: 'closed' } });
      expect(await client.request('subscribe', {})).toMatchObject({ ok: false, error: { code: 'closed' } });
      expect(reasons).toHaveLength(1);
      // A late answer and a late event go nowhere, silently.
      service.release();
      server.emit('delta', service.step());
      await new Promise((settle) => setTimeout(settle, 20));
      expect(bugs).toEqual([]);
    });

    it('tells the server when the client leaves', async () => {
      const left = new Promise<string>((settle) => ports.server.onClose(settle));
      await settled();
      client.close();
      expect(typeof (await left)).toBe('string');
    });
  });
}
