import type { ReactNode } from 'react';
import { describeMissing, DISMISS } from '../../shared/words/askedWords.ts';
import { useAsked, useStores } from '../state/stores.tsx';
import { useLanguage } from '../words/language.tsx';

/** That the process which a link or a notification went to is not there. */
export function AskedBanner(): ReactNode {
  const missing = useAsked((state) => state.missing);
  const { asked } = useStores();
  const language = useLanguage();
  if (missing === null) return null;
  return (
    <div className="banner" role="status">
      <p>{describeMissing(missing, language)}</p>
      <button type="button" className="button" onClick={() => asked.dismiss()}>
        {DISMISS[language]}
      </button>
    </div>
  );
}
