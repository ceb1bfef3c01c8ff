import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf, type ProcessKey } from '../../shared/process/identity.ts';
import type { ProcessTable } from '../../shared/process/snapshot.ts';
import { connect } from '../../shared/transport/client.ts';
import type { Port } from '../../shared/transport/port.ts';
import { subscribe } from '../../shared/transport/subscription.ts';
import { enterBrowserHost } from '../fixtures/browserSocket.ts';
import { compileFixture } from '../fixtures/compileFixture.ts';

/** Whether the loads run for as long and are as heavy as the figures ask (npm run test:load), or for some seconds (npm test). */
export const isFullLoad = process.env['PROCESSION_LOAD'] === 'full';

const program = join(import.meta.dirname, '../../dist/node/procession.js');
const probe = join(import.meta.dirname, 'probe.cjs');

/** What the host tells of itself. */
export interface Measure {
  /** Bytes held by its main thread and by the sampler's after a full collection. */
  readonly host: number;
  readonly thread: number;
  /** ms that the sampler's thread has worked. */
  readonly activeMs: number;
  /** Event-loop delay of the host since the last reset, ms. */
  readonly delayP99: number;
  readonly delayMax: number;
}

interface Answers {
  measure: Measure;
  resetDelay: null;
  endThread: null;
  list: ProcessKey[];
  load: number;
}

/** The browser host as `procession serve` runs it, with a probe in it. */
export interface ProbedHost {
  /** As seen from outside of a namespace: the program itself, or unshare. */
  readonly pid: number;
  readonly url: string;
  /** What it said on stderr: nothing, where all is well. */
  readonly errors: () => string;
  ask<N extends keyof Answers>(name: N, params?: unknown): Promise<Answers[N]>;
  /** Ends as a user ends it; ms that it took. */
  stop(): Promise<number>;
}

/** Why no PID namespace can be had; empty where one can. */
export function whyNoNamespace(): string {
  const { reason } = compileFixture('nsinit');
  if (reason !== '') return reason;
  return spawnSync('unshare', ['-pf', '--mount-proc', 'true'], { stdio: 'ignore' }).status === 0 ? '' : 'a PID namespace needs root';
}

export const whyNoHost = (): string => compileFixture('hardproc').reason || (existsSync(program) ? '' : 'dist/node is not built');

/** Starts it, inside a PID namespace with a reaping init where asked. */
export async function startProbedHost(isInNamespace = false): Promise<ProbedHost> {
  const command = [process.execPath, '--expose-gc', '-r', probe, program, 'serve', '--no-open', '--port', '0'];
  const within = isInNamespace ? ['unshare', '-pf', '--mount-proc', '--kill-child', compileFixture('nsinit').path!] : [];
  const [file, ...args] = [...within, ...command] as [string, ...string[]];
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, PROCESSION_LOAD_PROBE: '1' } });
  let errors = '';
  child.stderr!.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const url = await new Promise<string>((settle, fail) => {
    child.stdout!.on('data', (bytes: Buffer) => {
      const found = /Procession is at (http:\S+)/.exec(bytes.toString())?.[1];
      if (found !== undefined) settle(found);
    });
    child.once('exit', (status) => fail(new Error(`serve ended with ${status}: ${errors}`)));
  });
  const exited = once(child, 'exit');
  const waiting = new Map<number, (value: never) => void>();
  child.on('message', ({ id, value }: { id: number; value: never }) => waiting.get(id)?.(value));
  let lastId = 0;
  return {
    pid: child.pid!,
    url,
    errors: () => errors,
    ask: (name, params) =>
      new Promise((settle) => {
        waiting.set(++lastId, settle);
        child.send({ id: lastId, name, params });
      }),
    stop: async () => {
      const from = performance.now();
      child.kill(isInNamespace ? 'SIGKILL' : 'SIGTERM');
      await exited;
      return performance.now() - from;
    },
  };
}

/** A view of a host over a real WebSocket, and how many samples it has seen. */
export interface HostView {
  readonly table: ProcessTable;
  readonly samples: () => number;
  /** How many were due by the interval that the host says it keeps: a machine that is busy with others makes it keep longer ones. */
  readonly due: () => number;
  keys(): ProcessKey[];
  close(): void;
}

export async function openView(url: string): Promise<HostView> {
  const { socket } = await enterBrowserHost(url);
  const port: Port = {
    post: (frame) => socket.send(JSON.stringify(frame)),
    onFrame: (listener) => void socket.on('message', (data: Buffer) => listener(JSON.parse(data.toString()))),
    onClose: (listener) => void socket.on('close', (code) => listener(String(code))),
    close: () => socket.close(),
  };
  const client = connect(port);
  let samples = 0;
  let takenAt = 0;
  let [due, since, interval] = [0, performance.now(), 1_000];
  const passed = (): number => (performance.now() - since) / interval;
  client.on('status', (status) => ([due, since, interval] = [due + passed(), performance.now(), status.interval]));
  return new Promise((settle, fail) => {
    const note = (): void => {
      if (table.clock.takenAt !== takenAt) samples++;
      takenAt = table.clock.takenAt;
    };
    const table = subscribe(client, {
      onSnapshot: () => {
        note();
        settle({
          table,
          samples: () => samples,
          due: () => due + passed(),
          keys: () => [...table.rows.values()].map(({ id }) => keyOf(id)),
          close: () => client.close(),
        });
      },
      onDelta: note,
      onError: ({ message }) => fail(new Error(message)),
    });
  });
}
