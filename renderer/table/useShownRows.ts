import { useEffect } from 'react';
import type { FlatRow } from '../../shared/process/flatten.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { useStores } from '../state/stores.tsx';

/** Lets the engine know which lines are drawn, from `first` to `last`, both included. */
export function useShownRows(lines: readonly FlatRow[], first: number, last: number): void {
  const { watch } = useStores();
  useEffect(() => {
    const keysOf = (some: readonly FlatRow[]): ProcessKey[] => some.map(({ row }) => row.key);
    watch.show(keysOf(lines.slice(first, last + 1)), () => keysOf(lines));
  }, [watch, lines, first, last]);
}
