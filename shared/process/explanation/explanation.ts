import type { Text } from '../../words/text.ts';
import type { ProcessId } from '../identity.ts';

export const SECTION_IDS = ['identity', 'origin', 'state', 'scheduling', 'group', 'ending', 'unknown'] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** Sentences under one heading. They are safe to print. */
export interface Section {
  readonly id: SectionId;
  readonly title: Text;
  readonly sentences: readonly Text[];
}

/** One process in sentences. */
export interface Explanation {
  readonly process: ProcessId;
  /** Name and pid. */
  readonly title: Text;
  readonly sections: readonly Section[];
}

/** An explanation, or that the process has ended. */
export type ExplanationReading = { readonly kind: 'explained'; readonly explanation: Explanation } | { readonly kind: 'gone' };

/** Characters that Markdown takes for its own. */
const MARKED = /[\\`*_{}[\]<>#|~]/g;

/** The explanation as Markdown in one language. */
export function explanationMarkdown({ title, sections }: Explanation, language: keyof Text): string {
  const escape = (text: Text): string => text[language].replaceAll(MARKED, '\\$&');
  const parts = sections.map((section) => `## ${escape(section.title)}\n\n${section.sentences.map((sentence) => `- ${escape(sentence)}`).join('\n')}`);
  return `# ${escape(title)}\n\n${parts.join('\n\n')}\n`;
}
