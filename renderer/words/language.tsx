import { createContext, type ReactNode, useContext } from 'react';
import type { Language, Text } from '../../shared/words/text.ts';
import { en, type Words } from './en.ts';
import { zh } from './zh.ts';

const DICTIONARIES: Readonly<Record<Language, Words>> = { en, zh };

const LanguageContext = createContext<Language>('en');

/** Sets the language of everything below. */
export function LanguageProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }): ReactNode {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The dictionary of the view's language. */
export function useWords(): Words {
  return DICTIONARIES[useLanguage()];
}

export function wordsIn(language: Language): Words {
  return DICTIONARIES[language];
}

/** Picks from a text that exists in every language. */
export function useText(): (text: Text) => string {
  const language = useLanguage();
  return (text) => text[language];
}
