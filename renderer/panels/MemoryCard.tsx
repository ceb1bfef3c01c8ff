import type { ReactNode } from 'react';
import type { Memory, SystemLine } from '../../shared/system/systemLine.ts';
import { DASH } from '../text/fieldText.ts';
import { useWords } from '../words/language.tsx';
import type { Words } from '../words/en.ts';
import { Fact, reasonOf } from './Fact.tsx';
import type { Figures } from './figures.ts';
import { useFigures } from './useFigures.ts';

/** Memory as the kernel means it: what is available, not what is free. */
export function MemoryCard({ line }: { readonly line: SystemLine }): ReactNode {
  const words = useWords();
  const figures = useFigures();
  const { memory, swap, pressure } = line;
  const available = memory?.available ?? null;
  const used = memory === null || available === null ? null : memory.total - available;
  return (
    <section className="card memory" tabIndex={0} aria-label={words.strip.memory} data-tip="text" data-reason={explain(line, words, figures)}>
      <h2>
        {words.strip.memory} <b>{memory === null ? DASH : used === null ? `${DASH} / ${figures.bytes(memory.total)}` : figures.bytesOf(used, memory.total)}</b>
      </h2>
      <MemoryBar memory={memory} />
      <p className="facts">
        <Fact line={line} fact="available" value={available === null ? null : figures.bytes(available)} say={words.strip.available} />
        <Fact line={line} fact="memoryPressure" value={pressure.memory === null ? null : figures.percent(pressure.memory.some)} say={words.strip.pressure} />
      </p>
      <p className="facts">
        <Fact line={line} fact="swap" value={swap === null ? null : describeSwap(swap, words, figures)} say={words.strip.swap} />
      </p>
    </section>
  );
}

/** Used, then what of the rest holds files that can be dropped. */
function MemoryBar({ memory }: { readonly memory: Memory | null }): ReactNode {
  const { total = 0, available = null, cached = null } = memory ?? {};
  const percent = (part: number): number => (total > 0 ? Math.max(0, Math.min(100, (part / total) * 100)) : 0);
  const used = available === null ? 0 : percent(total - available);
  return (
    <svg className="bar-line" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect className="track" width={100} height={10} />
      <rect className="user" width={used} height={10} />
      {available !== null && cached !== null && (
        <rect className="cached" x={used} width={Math.min(100 - used, percent(Math.min(cached, available)))} height={10} />
      )}
    </svg>
  );
}

function describeSwap(swap: NonNullable<SystemLine['swap']>, words: Words, figures: Figures): string {
  return swap.total === 0 ? words.strip.noSwap : figures.bytesOf(swap.total - swap.free, swap.total);
}

function explain(line: SystemLine, words: Words, figures: Figures): string {
  const { strip } = words;
  const { memory, swap, pressure } = line;
  const available = memory?.available ?? null;
  const of = (name: string, value: number | null | undefined, fact: 'memory' | 'available' | 'cached'): string =>
    strip.named(name, value === null || value === undefined ? reasonOf(line, fact, words) : figures.bytes(value));
  const waiting = (name: string, value: SystemLine['pressure']['io'], fact: 'memoryPressure' | 'ioPressure'): string => {
    if (value === null) return strip.named(name, reasonOf(line, fact, words));
    const all = value.full === null ? [] : [strip.allWaited(figures.hundredthPercent(value.full))];
    return strip.named(name, [strip.waited(figures.hundredthPercent(value.some)), ...all].join(strip.comma));
  };
  return [
    strip.memoryHelp,
    of(strip.total, memory?.total, 'memory'),
    strip.available(available === null ? reasonOf(line, 'available', words) : figures.bytes(available)),
    of(strip.cached, memory?.cached, 'cached'),
    strip.swap(swap === null ? reasonOf(line, 'swap', words) : describeSwap(swap, words, figures)),
    waiting(strip.memoryPressure, pressure.memory, 'memoryPressure'),
    waiting(strip.ioPressure, pressure.io, 'ioPressure'),
  ].join('\n');
}
