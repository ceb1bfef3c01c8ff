import type { ReactNode } from 'react';

/** STAT with its state letter in the state's colour. */
export function StatText({ stat }: { readonly stat: string }): ReactNode {
  const [state = '', ...modifiers] = stat;
  return (
    <span className="stat-text">
      <b className={stateClass(stat)}>{state}</b>
      {modifiers.length > 0 && <span className="modifiers">{modifiers.join('')}</span>}
    </span>
  );
}

const COLOURED = new Set(['R', 'S', 'D', 'T', 't', 'Z', 'I', 'X']);

/** The class that carries a state's colour, from STAT or the letter alone. A leader that exited before its threads is no zombie. */
export function stateClass(stat: string): string {
  const state = stat.slice(0, 1);
  if (state === 'Z' && stat.includes('l')) return 'state-D';
  return COLOURED.has(state) ? `state-${state === 't' ? 'T' : state === 'X' ? 'Z' : state}` : 'state-S';
}
