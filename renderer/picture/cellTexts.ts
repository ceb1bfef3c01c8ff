import { formatCount, formatNumber } from '../../shared/fields/format.ts';
import type { IcicleCell } from '../../shared/picture/icicle.ts';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import type { Language } from '../../shared/words/text.ts';
import { wordsIn } from '../words/language.tsx';
import type { PictureFacts } from './pictureFacts.ts';

/** What a cell says; safe to print as it is. */
export interface CellTexts {
  readonly name: string;
  /** With its unit, short. */
  readonly value: string;
  /** Everything, in lines: who, how much and what share, how many processes. */
  readonly whole: string;
}

export function cellTexts(cell: IcicleCell, { field, whole, counts }: PictureFacts, language: Language): CellTexts {
  const words = wordsIn(language).picture;
  const { row, total } = cell;
  const number = (value: number): string => (field.kind === 'number' ? formatNumber(field, value, language, 'short') : String(value));
  const share = words.share(((100 * total) / whole).toFixed(1));
  const value = number(total);
  if (row === null) {
    const name = words.more(formatCount(cell.rows, language));
    return { name, value, whole: [name, `${value}, ${share}`, words.moreHelp].join('\n') };
  }
  const name = isGroupRow(row) ? row.group.label[language] : visibleName(row.values.comm ?? '?');
  const own = (row.values as Readonly<Record<string, unknown>>)[field.id];
  const count = counts.get(row.key) ?? 0;
  const lines = [
    isGroupRow(row) ? name : `${name} (${row.id.pid})`,
    `${value}, ${share}`,
    ...(isGroupRow(row) || count < 2 || typeof own !== 'number' || 'derive' in field ? [] : [words.own(number(own))]),
    ...(count < 2 ? [] : [words.processes(formatCount(count, language))]),
    ...(cell.isCut ? [words.cut] : []),
  ];
  return { name, value, whole: lines.join('\n') };
}

/** How many colours there are for programs. */
export const TINTS = 6;

/** The same for all processes of one name: it says no more than that. */
export function tintOf({ row }: IcicleCell): number | null {
  const name = row?.values.comm ?? null;
  if (name === null) return null;
  // FNV-1a; its lowest bits alone are much the same for names that differ little.
  let hash = 2_166_136_261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  return ((hash ^ (hash >>> 15)) >>> 0) % TINTS;
}
