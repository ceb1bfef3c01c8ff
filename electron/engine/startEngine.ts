import { capabilitiesOf } from './capabilities.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { createProvider } from './providers/index.ts';
import { Reader } from './reader/reader.ts';
import { SamplerThread } from './samplerThread.ts';
import { Service } from './service.ts';

/** While nobody looks the table is sampled this many times less often. */
const HIDDEN_FACTOR = 10;

/** Starts the sampler's thread, the reader and the service, and wires them. */
export function startEngine(options: EngineOptions): Engine {
  const hiddenInterval = options.interval * HIDDEN_FACTOR;
  const prober = createProvider(options.provider);
  const reader = new Reader(options.launchReader);
  const service = new Service(
    {
      capabilities: capabilitiesOf(prober.capabilities, options.isReadOnly),
      reader,
      probe: (pid) => prober.probe(pid),
      startTolerance: prober.capabilities.startTolerance,
      isReadOnly: options.isReadOnly,
      onAudience: (isSeen) => {
        const interval = isSeen ? options.interval : hiddenInterval;
        thread.setInterval(interval);
        service.report({ interval });
      },
      onDemand: (demand) => thread.setDemand(demand),
      log: options.log,
    },
    hiddenInterval,
  );
  const thread = new SamplerThread(options.samplerWorker, options.provider, hiddenInterval, {
    onReport: (report) => {
      switch (report.kind) {
        case 'ready':
          break;
        case 'delta':
          service.absorb(report.delta);
          service.report({ sampleCost: report.cost.cpuMs, failure: null });
          break;
        case 'failure':
          service.report({ failure: report.message });
          break;
        default:
          report satisfies never;
      }
    },
    onGivenUp: (message) => {
      options.log(`the sampler died too often: ${message}`);
      service.report({ failure: message });
    },
  });
  return {
    attach: (port) => service.attach(port),
    close: async () => {
      service.close();
      reader.close();
      prober.close();
      await thread.close();
    },
  };
}
