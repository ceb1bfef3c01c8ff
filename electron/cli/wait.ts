import type { ProcessId, ProcessRef } from '../../shared/process/identity.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { createProvider } from '../engine/providers/index.ts';
import { holdProcess } from '../engine/signals/holdTarget.ts';
import { waitForEnd } from '../engine/signals/watchForEnd.ts';
import { formatJson } from '../../shared/process/safeJson.ts';
import { resolveTarget } from './resolveTarget.ts';

const ALL_ENDED = 0;
const NOT_ALL = 1;

export interface WaitOptions {
  /** Infinity: as long as it takes. */
  readonly timeoutMs: number;
  readonly asJson: boolean;
  readonly provider: 'auto' | 'portable';
}

/** How waiting for one process ended. `known` by its pidfd, or by the table where there is none. */
type Ending =
  | { readonly kind: 'ended'; readonly afterMs: number; readonly known: 'pidfd' | 'table' }
  | { readonly kind: 'ended-before' }
  | { readonly kind: 'no-such-process' }
  | { readonly kind: 'running'; readonly afterMs: number };

/** Waits until every target has ended: any process, not only children. Returns the exit status. */
export async function runWait(references: readonly ProcessRef[], options: WaitOptions, print: (line: string) => void): Promise<number> {
  const provider = createProvider(options.provider);
  const looking = { probe: (pid: number) => provider.probe(pid), startTolerance: provider.capabilities.startTolerance };

  const wait = async (target: ProcessId): Promise<{ readonly name: string; readonly ending: Ending }> => {
    const hold = await holdProcess(target, looking);
    if (hold.kind !== 'held') return { name: '', ending: { kind: 'ended-before' } };
    const startedAt = performance.now();
    try {
      const hasEnded = await waitForEnd(hold.id, hold.process, looking, options.timeoutMs);
      const afterMs = Math.round(performance.now() - startedAt);
      const known = hold.process.hasEnded() === null ? 'table' : 'pidfd';
      return { name: hold.row.values.comm ?? '', ending: hasEnded ? { kind: 'ended', afterMs, known } : { kind: 'running', afterMs } };
    } finally {
      hold.process.close();
    }
  };

  try {
    const endings = await Promise.all(
      references.map(async (reference) => {
        const target = await resolveTarget(reference, looking.probe);
        const found = target === null ? { name: '', ending: { kind: 'no-such-process' } as const } : await wait(target);
        if (!options.asJson) print(`${found.name === '' ? 'pid' : visibleName(found.name)} ${reference.pid}: ${describe(found.ending)}`);
        return { pid: reference.pid, ...found };
      }),
    );
    if (options.asJson) print(formatJson({ endings }));
    return endings.every(({ ending }) => ending.kind === 'ended' || ending.kind === 'ended-before') ? ALL_ENDED : NOT_ALL;
  } finally {
    provider.close();
  }
}

function describe(ending: Ending): string {
  switch (ending.kind) {
    case 'ended':
      return `Ended after ${ending.afterMs} ms, as ${ending.known === 'pidfd' ? 'its pidfd' : 'the process table'} says.`;
    case 'ended-before':
      return 'It had ended already.';
    case 'no-such-process':
      return 'There is no such process.';
    case 'running':
      return `Still running after ${ending.afterMs} ms.`;
    default:
      return ending satisfies never;
  }
}
