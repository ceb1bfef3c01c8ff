import { parentPort, workerData } from 'node:worker_threads';
import { FIELDS } from '../../shared/fields/registry.ts';
import { createProvider, createSystemReader } from './providers/index.ts';
import { Sampler } from './sampler.ts';
import type { WorkerCommand, WorkerData, WorkerReport } from './samplerThread.ts';
import { BirthCounter } from './system/birthCounter.ts';
import { Lookout } from './system/surroundings.ts';
import { SystemSampler } from './system/systemSampler.ts';
import { createThreadCpu } from './system/threadCpu.ts';

/** The sampler's own thread: samples at the host's pace and posts what changed. It reads only what never blocks. */
const SECOND_SAMPLE_MS = 300;

const port = parentPort;
if (port === null) throw new Error('samplerWorker.js is the sampler’s thread; it is not started by hand');
const { provider: choice, interval: firstInterval, demand, isSeen } = workerData as WorkerData;

const provider = createProvider(choice);
const sampler = new Sampler(provider, FIELDS);
sampler.demand = demand;
sampler.isSeen = isSeen;
const systemReader = createSystemReader(choice);
const system = new SystemSampler();
const births = new BirthCounter();
const lookout = new Lookout();
const threadCpu = createThreadCpu();
let interval = firstInterval;
let timer: NodeJS.Timeout | null = null;
let isSampling = false;
let count = 0;
let startedAt = Number.NEGATIVE_INFINITY;

const post = (report: WorkerReport): void => port.postMessage(report);

/** Takes the next sample so many ms after the last one began. */
function schedule(pause: number): void {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => void sample(), Math.max(0, pause - (performance.now() - startedAt)));
}

async function sample(): Promise<void> {
  if (isSampling) return;
  isSampling = true;
  startedAt = performance.now();
  const cpu = threadCpu.read();
  try {
    const reading = systemReader.read();
    const delta = await sampler.tick();
    const line = system.next(reading, births.count(delta));
    post({ kind: 'delta', delta, system: line, cost: { wallMs: performance.now() - startedAt, cpuMs: threadCpu.read() - cpu } });
  } catch (error) {
    post({ kind: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
  const surroundings = lookout.look(startedAt);
  if (surroundings !== null) post({ kind: 'surroundings', surroundings });
  isSampling = false;
  // Rates want two samples: the second comes soon, so that nobody looks at dashes for a whole interval.
  const pause = count++ === 0 ? Math.min(interval, SECOND_SAMPLE_MS) : interval;
  schedule(pause);
}

port.on('message', (command: WorkerCommand) => {
  switch (command.kind) {
    case 'interval':
      if (command.ms < interval && !isSampling) schedule(command.ms);
      interval = command.ms;
      break;
    case 'audience':
      sampler.isSeen = command.isSeen;
      break;
    case 'demand':
      sampler.demand = command.demand;
      break;
    case 'stop':
      if (timer !== null) clearTimeout(timer);
      provider.close();
      systemReader.close();
      threadCpu.close();
      port.close();
      break;
    default:
      command satisfies never;
  }
});

post({ kind: 'ready', capabilities: provider.capabilities });
void sample();
