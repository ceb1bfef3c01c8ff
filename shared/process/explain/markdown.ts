import type { Language } from '../../words/text.ts';
import type { Explanation } from './explanation.ts';

/** What Markdown would take for its own (CommonMark, backslash escapes), in names that strangers chose. */
const escape = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+\-.!|~]/g, '\\$&');

/** An explanation as Markdown: a heading each, a list of sentences below. */
export function toMarkdown({ name, sections }: Explanation, language: Language): string {
  const parts = sections.map(({ title, sentences }) =>
    [`## ${escape(title[language])}`, '', ...sentences.map((text) => `- ${escape(text[language])}`)].join('\n'),
  );
  return `${[`# ${escape(name)}`, ...parts].join('\n\n')}\n`;
}
