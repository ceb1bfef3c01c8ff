import { capabilitiesOf } from './capabilities.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { createFactReader, createInspector, createProvider } from './providers/index.ts';
import { linkListerOf } from './providers/listLinks.ts';
import { type Pace, Pacer } from './pacing.ts';
import { askThrough } from './privilege/askHelper.ts';
import { findHelperElevator } from './privilege/privilegeWay.ts';
import { Reader } from './reader/reader.ts';
import { SamplerThread } from './samplerThread.ts';
import { Service } from './service.ts';

/** Starts the sampler's thread, the reader and the service, and wires them. */
export function startEngine(options: EngineOptions): Engine {
  const pacer = new Pacer(options.settings.values.interval);
  const prober = createProvider(options.provider);
  const reader = new Reader(options.launchReader);
  const elevator = findHelperElevator(options.helper, prober.capabilities);
  const service = new Service(
    {
      capabilities: capabilitiesOf(prober.capabilities, options.isReadOnly, elevator?.way ?? null),
      askHelper: elevator === null || options.helper === null ? null : askThrough(elevator, options.helper),
      reader,
      probe: (pid) => prober.probe(pid),
      listLinks: linkListerOf(prober),
      startTolerance: prober.capabilities.startTolerance,
      readFacts: createFactReader(options.provider),
      inspector: createInspector(options.provider, reader),
      isReadOnly: options.isReadOnly,
      settings: options.settings,
      onAudience: (isSeen) => {
        thread.see(isSeen);
        setPace(pacer.see(isSeen));
      },
      onDemand: (demand) => thread.setDemand(demand),
      onRestart: () => thread.restart(),
      log: options.log,
    },
    pacer.interval,
  );
  const setPace = ({ interval, slowed }: Pace): void => {
    thread.setInterval(interval);
    service.report({ interval, slowed: [...slowed] });
  };
  const forget = options.settings.onChange(({ values }) => setPace(pacer.want(values.interval)));
  const thread = new SamplerThread(options.samplerWorker, options.provider, pacer.interval, {
    onReport: (report) => {
      switch (report.kind) {
        case 'ready':
          break;
        case 'delta':
          service.absorb(report.delta);
          service.absorbSystem(report.system);
          service.report({ sampleCost: report.cost.cpuMs, failure: null });
          // The first sample reads everything: it says nothing about the next.
          if (report.delta.seq > 0) setPace(pacer.weigh(report.cost.cpuMs));
          break;
        case 'surroundings':
          service.report({ hiding: report.surroundings.hiding });
          setPace(pacer.power(report.surroundings.isOnBattery));
          break;
        case 'failure':
          service.report({ failure: { kind: 'failed', message: report.message } });
          break;
        default:
          report satisfies never;
      }
    },
    onGivenUp: (message) => {
      options.log(`the sampler died too often: ${message}`);
      service.report({ failure: { kind: 'ended', message } });
    },
    onStalled: (ms) => {
      options.log(`the sampler has reported nothing for ${ms} ms`);
      service.report({ failure: { kind: 'stalled', message: '' } });
    },
  });
  return {
    attach: (port) => service.attach(port),
    close: async () => {
      forget();
      service.close();
      reader.close();
      prober.close();
      await thread.close();
    },
  };
}
