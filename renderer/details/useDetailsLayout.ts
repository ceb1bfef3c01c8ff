import type { CSSProperties } from 'react';
import { useDetails } from '../state/stores.tsx';

/** How the window's middle lies: the table alone, or with the details right of it or below. */
export function useDetailsLayout(isShown: boolean): { readonly className: string; readonly style?: CSSProperties } {
  const place = useDetails((state) => state.place);
  const size = useDetails((state) => state.sizes[state.place]);
  if (!isShown) return { className: '' };
  return { className: `with-details details-${place}`, style: { '--details-size': `${size}px` } as CSSProperties };
}
