import { useLayoutEffect } from 'react';
import { useSettings } from '../state/stores.tsx';

/** Marks the document with the theme that holds, once it is known: the one that was chosen, or the system's, also when that changes. */
export function useTheme(isKnown: boolean): void {
  const theme = useSettings(({ values }) => values.theme);
  useLayoutEffect(() => {
    if (!isKnown) return;
    const { dataset } = document.documentElement;
    // jsdom has no media queries.
    const dark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;
    const mark = (): void => {
      dataset['theme'] = theme === 'system' ? (dark?.matches === true ? 'dark' : 'light') : theme;
    };
    mark();
    dark?.addEventListener('change', mark);
    return () => dark?.removeEventListener('change', mark);
  }, [theme, isKnown]);
}
