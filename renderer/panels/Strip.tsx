import type { ReactNode } from 'react';
import { useProcesses, useSystem } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { CpuCard } from './CpuCard.tsx';
import { FindingsCard } from './FindingsCard.tsx';
import { MemoryCard } from './MemoryCard.tsx';
import { ProcessesCard } from './ProcessesCard.tsx';

/** The machine as a whole. A card without its facts yet keeps its place, so that the table does not jump. */
export function Strip(): ReactNode {
  const line = useSystem((state) => state.line);
  const isKnown = useProcesses((state) => state.capabilities !== null);
  const words = useWords();
  if (!isKnown) return null;
  return (
    <section className="strip" aria-label={words.strip.label}>
      {line === null ? <div className="card cpu" /> : <CpuCard line={line} />}
      {line === null ? <div className="card memory" /> : <MemoryCard line={line} />}
      <ProcessesCard line={line} />
      <FindingsCard />
    </section>
  );
}
