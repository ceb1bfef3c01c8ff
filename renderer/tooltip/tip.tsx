import type { ReactNode } from 'react';
import { type Field, valueOf } from '../../shared/fields/field.ts';
import { FIELDS, findField } from '../../shared/fields/registry.ts';
import type { Row } from '../../shared/process/row.ts';
import type { LinkMark } from '../../shared/process/tree.ts';
import type { Language } from '../../shared/words/text.ts';
import type { ProcessState } from '../state/nextTable.ts';
import { TREE_COLUMN } from '../state/viewStore.ts';
import { fieldText, unknownReason } from '../text/fieldText.ts';
import { SafeArguments, SafeName, SafeText } from '../text/SafeText.tsx';
import { StatExplanation } from '../text/StatExplanation.tsx';
import { wordsIn } from '../words/language.tsx';

/** What there is to say about the place under the pointer or the focus; null: nothing. */
export function tipAt(element: Element, state: ProcessState, language: Language, fields: readonly Field[] = FIELDS): ReactNode | null {
  const words = wordsIn(language);
  const place = element.closest<HTMLElement>('[data-tip], [data-field]');
  if (place === null) return null;
  const { tip, mark, reason } = place.dataset;
  if (tip === 'link') return words.links[mark as LinkMark].help;
  if (tip === 'text') return reason ?? null;
  const field = findField(place.dataset['field'] ?? '', fields);
  if (field === null) return null;
  if (tip === 'field') return field.id === TREE_COLUMN ? words.processHelp : field.help[language];
  const key = place.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? '';
  const row = state.rows.get(key) ?? state.exited.get(key);
  return row === undefined ? null : cellTip(place, field, row, state, language);
}

function cellTip(cell: HTMLElement, field: Field, row: Row, { clock, capabilities }: ProcessState, language: Language): ReactNode | null {
  const value = valueOf(field, row.values, clock);
  if (field.id === 'stat' && typeof value === 'string') return <StatExplanation stat={value} />;
  const reason = unknownReason(field, row, capabilities);
  if (value === null && field.id !== TREE_COLUMN) return wordsIn(language).unknown[reason];
  if (reason === 'cut') return wordsIn(language).unknown.cut;
  if (typeof value === 'number') {
    const long = fieldText(field, value, language, 'long');
    return long === fieldText(field, value, language, 'short') ? null : long;
  }
  if (!isCut(cell)) return null;
  if (field.id === TREE_COLUMN) return <SafeName name={row.values.comm} />;
  if (Array.isArray(value)) return <SafeArguments args={value as readonly string[]} />;
  return <SafeText text={fieldText(field, value, language, 'long')} />;
}

/** Whether something of the cell, or of a part of it, is not seen. */
function isCut(cell: HTMLElement): boolean {
  return [cell, ...cell.querySelectorAll<HTMLElement>('.name')].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
}
