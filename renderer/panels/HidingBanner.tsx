import type { ReactNode } from 'react';
import { describeHiding } from '../../shared/words/hidingWords.ts';
import { useLink } from '../state/stores.tsx';
import { useLanguage } from '../words/language.tsx';

/** That the system shows this user less than there is: hidden is not gone (D9). */
export function HidingBanner(): ReactNode {
  const hiding = useLink(({ status }) => status?.hiding ?? null);
  const language = useLanguage();
  if (hiding === null) return null;
  return (
    <div className="banner" role="status">
      {describeHiding(hiding, language).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
