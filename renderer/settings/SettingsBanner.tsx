import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSettings, useStores } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';
import { describeNotice } from './describeNotice.ts';

/** What is wrong with the file of settings, until it has been read. */
export function SettingsBanner(): ReactNode {
  const { notice, refusal } = useSettings((state) => state);
  const { settings } = useStores();
  const words = useWords();
  const language = useLanguage();
  if (notice === null && refusal === null) return null;
  return (
    <div className="banner" role="alert" data-notice={notice?.kind ?? 'refused'}>
      {notice !== null && <p>{describeNotice(notice, words, language)}</p>}
      {refusal !== null && <p>{words.preferences.refused(refusal)}</p>}
      <button type="button" className="icon-button" aria-label={words.preferences.dismiss} onClick={() => settings.dismiss()}>
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
