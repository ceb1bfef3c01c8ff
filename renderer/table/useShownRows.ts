import { useEffect } from 'react';
import type { FlatRow } from '../../shared/process/flatten.ts';
import { useStores } from '../state/stores.tsx';

/** Lets the engine know which lines are drawn, from `first` to `last`, both included. */
export function useShownRows(lines: readonly FlatRow[], first: number, last: number): void {
  const { watch } = useStores();
  useEffect(() => {
    const keys = lines.map(({ row }) => row.key);
    watch.show(keys.slice(first, last + 1), keys);
  }, [watch, lines, first, last]);
}
