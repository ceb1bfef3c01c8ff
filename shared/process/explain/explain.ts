import { whoIs } from '../whoIs.ts';
import type { Text } from '../../words/text.ts';
import type { Explanation, Section, SectionId, Subject } from './explanation.ts';
import { SECTION_IDS } from './explanation.ts';
import { origin } from './origin.ts';
import { say } from './phrases.ts';
import { end, ending, findings, letters, scheduling, standing, state, what } from './sections.ts';

const SECTIONS: Readonly<Record<SectionId, { readonly title: Text; readonly write: Section }>> = {
  what: { title: say('What it is', '它是什么'), write: what },
  origin: { title: say('Where it comes from', '从何而来'), write: origin },
  letters: { title: say('Its STAT', '其 STAT'), write: letters },
  state: { title: say('Its state', '其状态'), write: state },
  scheduling: { title: say('How it is scheduled', '如何调度'), write: scheduling },
  standing: { title: say('Its place', '所处位置'), write: standing },
  end: { title: say('When it ends', '结束之后'), write: end },
  ending: { title: say('Ending it', '如何结束'), write: ending },
  findings: { title: say('Found', '发现'), write: findings },
};

/** Explains one process in sentences, by rules over what is known of it. What is not known is said, never guessed. */
export function explain(subject: Subject): Explanation {
  return {
    process: subject.row.id,
    name: whoIs(subject.row),
    sections: SECTION_IDS.flatMap((id) => {
      const sentences = SECTIONS[id].write(subject);
      return sentences.length === 0 ? [] : [{ id, title: SECTIONS[id].title, sentences }];
    }),
  };
}
