import { parentPort, workerData } from 'node:worker_threads';
import { FIELDS } from '../../shared/fields/registry.ts';
import { createProvider } from './providers/index.ts';
import { Sampler } from './sampler.ts';
import type { WorkerCommand, WorkerData, WorkerReport } from './samplerThread.ts';

/** The sampler's own thread: samples at the host's pace and posts what changed. It reads only what never blocks. */
const SECOND_SAMPLE_MS = 300;

const port = parentPort;
if (port === null) throw new Error('samplerWorker.js is the sampler’s thread; it is not started by hand');
const { provider: choice, interval: firstInterval, demand } = workerData as WorkerData;

const provider = createProvider(choice);
const sampler = new Sampler(provider, FIELDS);
sampler.demand = demand;
let interval = firstInterval;
let timer: NodeJS.Timeout | null = null;
let isSampling = false;
let count = 0;

const post = (report: WorkerReport): void => port.postMessage(report);

async function sample(): Promise<void> {
  if (isSampling) return;
  isSampling = true;
  const started = performance.now();
  const cpu = process.cpuUsage();
  try {
    const delta = await sampler.tick();
    const used = process.cpuUsage(cpu);
    post({ kind: 'delta', delta, cost: { wallMs: performance.now() - started, cpuMs: (used.user + used.system) / 1000 } });
  } catch (error) {
    post({ kind: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
  isSampling = false;
  // Rates want two samples: the second comes soon, so that nobody looks at dashes for a whole interval.
  const pause = count++ === 0 ? Math.min(interval, SECOND_SAMPLE_MS) : interval;
  timer = setTimeout(() => void sample(), Math.max(0, pause - (performance.now() - started)));
}

port.on('message', (command: WorkerCommand) => {
  switch (command.kind) {
    case 'interval':
      if (command.ms < interval && timer !== null) {
        clearTimeout(timer);
        timer = setTimeout(() => void sample(), 0);
      }
      interval = command.ms;
      break;
    case 'demand':
      sampler.demand = command.demand;
      break;
    case 'stop':
      if (timer !== null) clearTimeout(timer);
      provider.close();
      port.close();
      break;
    default:
      command satisfies never;
  }
});

post({ kind: 'ready', capabilities: provider.capabilities });
void sample();
