import { useSyncExternalStore } from 'react';

/** As the style sheets have it: there the details stand below the table, whatever is chosen. */
const NARROW = '(max-width: 900px)';

/** Whether the window has no room for the details beside the table. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query()?.matches === true);
}

/** null where there is no such thing: a document without a window. */
const query = (): MediaQueryList | null => (typeof matchMedia === 'function' ? matchMedia(NARROW) : null);

function subscribe(onChange: () => void): () => void {
  const list = query();
  list?.addEventListener('change', onChange);
  return () => list?.removeEventListener('change', onChange);
}
