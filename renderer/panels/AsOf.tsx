import type { ReactNode } from 'react';
import { useProcesses } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** When what is seen was read. */
export function AsOf(): ReactNode {
  const takenAt = useProcesses(({ clock, capabilities }) => (capabilities === null ? null : clock.takenAt));
  const words = useWords().connection;
  const language = useLanguage();
  if (takenAt === null) return null;
  const time = new Intl.DateTimeFormat(language === 'zh' ? 'zh-Hans' : 'en', { timeStyle: 'medium', hourCycle: 'h23' });
  return words.asOf(time.format(takenAt));
}
