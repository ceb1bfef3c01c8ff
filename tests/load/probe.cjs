/**
 * Loaded with `node --expose-gc -r` before the host under load, in its main thread and in the sampler's: answers what only the program itself can
 * tell, over the IPC channel of the test that started it, and ends with that test.
 */
const { spawn } = require('node:child_process');
const { readdirSync, readFileSync } = require('node:fs');
const { monitorEventLoopDelay, performance } = require('node:perf_hooks');
const { BroadcastChannel, isMainThread } = require('node:worker_threads');

const channel = new BroadcastChannel('procession-load-probe');
/** Bytes that this thread holds. */
const held = () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

if (!isMainThread) {
  channel.addEventListener('message', ({ data }) => {
    if (data === 'end the thread') process.exit(1);
    if (data !== 'measure') return;
    // Before the collection, which is none of the sampler's work.
    const { active } = performance.eventLoopUtilization();
    channel.postMessage({ held: held(), activeMs: active });
  });
  channel.unref();
} else if (process.send !== undefined && process.env.PROCESSION_LOAD_PROBE === '1') {
  // Its children are no probes and must not take the channel for theirs.
  delete process.env.PROCESSION_LOAD_PROBE;
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  channel.unref();
  const askThread = () =>
    new Promise((settle) => {
      channel.addEventListener('message', ({ data }) => settle(data), { once: true });
      channel.postMessage('measure');
    });
  const answers = {
    measure: async () => {
      const { held: thread, activeMs } = await askThread();
      return { host: held(), thread, activeMs, delayP99: delay.percentile(99) / 1e6, delayMax: delay.max / 1e6 };
    },
    resetDelay: () => delay.reset(),
    endThread: () => channel.postMessage('end the thread'),
    /** Every process as a naive reader finds it: pid and start time. */
    list: () =>
      readdirSync('/proc').flatMap((name) => {
        if (!/^\d+$/.test(name)) return [];
        try {
          const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
          return [`${name}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`];
        } catch {
          return [];
        }
      }),
    /** Starts a load beside the host, in its namespace; settles when it is ready. */
    load: ({ command, env }) =>
      new Promise((settle, fail) => {
        const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
        child.once('error', fail);
        child.stdout.once('data', () => settle(child.pid));
      }),
  };
  const answer = async ({ id, name, params }) => process.send({ id, value: (await answers[name](params)) ?? null });
  process.on('message', (message) => void answer(message));
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel.unref();
}
