import { LANGUAGES } from '../../shared/words/text.ts';
import type { Command } from './command.ts';

/** Named in the language that it leads to, for whoever cannot read this one. */
export const switchLanguage: Command = {
  id: 'switchLanguage',
  label: { en: '中文', zh: 'English' },
  shortcuts: [],
  applies: () => true,
  run: ({ view, settings }) => {
    const { language } = view.getState();
    settings.change({ language: LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length]! });
  },
};
