import { useEffect } from 'react';
import type { FlatRow } from '../../shared/process/flatten.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { useStores } from '../state/stores.tsx';

/** Lets the engine know which lines are drawn, from `first` to `last`, both included. */
export function useShownRows(lines: readonly FlatRow[], first: number, last: number): void {
  const { watch, trends } = useStores();
  useEffect(() => {
    const keysOf = (some: readonly FlatRow[]): ProcessKey[] => some.map(({ row }) => row.key);
    const drawn = keysOf(lines.slice(first, last + 1));
    watch.show(drawn, () => keysOf(lines));
    trends.show(drawn);
  }, [watch, trends, lines, first, last]);
}
