import { visibleText } from '../../shared/process/visibleText.ts';
import { entryOf } from '../../shared/settings/registry.ts';
import type { SettingsNotice } from '../../shared/settings/report.ts';
import type { Language } from '../../shared/words/text.ts';
import type { Words } from '../words/en.ts';

/** What is wrong with the file of settings, what that means, and what can be done. Safe to print. */
export function describeNotice(notice: SettingsNotice, { preferences: words, strip }: Words, language: Language): string {
  switch (notice.kind) {
    case 'set-aside':
      return notice.as === null ? words.broken : words.setAside(visibleText(notice.as));
    case 'partly': {
      const names = notice.settings.map((id) => entryOf(id)?.label[language] ?? id);
      const said = words.partly(names.join(strip.comma));
      return notice.as === null ? said : `${said} ${words.copied(visibleText(notice.as))}`;
    }
    case 'unreadable':
      return words.unreadable(visibleText(notice.code));
    case 'unwritable':
      return words.unwritable(visibleText(notice.code));
    default:
      return notice satisfies never;
  }
}
