import { useSettings } from '../state/stores.tsx';
import { useLanguage } from '../words/language.tsx';
import { type Figures, figuresIn } from './figures.ts';

/** Figures in the language and the units that were chosen. */
export function useFigures(): Figures {
  return figuresIn(
    useLanguage(),
    useSettings(({ values }) => values.units === 'decimal'),
  );
}
