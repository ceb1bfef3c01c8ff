import { formatNumber } from '../../shared/fields/format.ts';
import type { ProcessId } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import type { SystemLine } from '../../shared/system/systemLine.ts';
import type { Language, Text } from '../../shared/words/text.ts';

const TOP = 3;
const CPU: Text = { en: 'CPU of the machine', zh: '整机 CPU' };

/** What the tray says: the machine's CPU as a figure and in words, and the busiest processes, of one core each. */
export interface TrayText {
  /** `12.3 %`, or a dash in the first sample. */
  readonly figure: string;
  readonly title: string;
  readonly top: readonly { readonly id: ProcessId; readonly label: string }[];
}

/** Pure; names are safe to print. */
export function describeTray(rows: Iterable<Row>, { cpu }: Pick<SystemLine, 'cpu'>, language: Language): TrayText {
  const percent = (value: number): string => formatNumber({ unit: 'percent' }, value, language);
  const figure = cpu === null ? '–' : percent(100 - cpu.idle - (cpu.iowait ?? 0));
  const busiest: Row[] = [];
  for (const row of rows) {
    const at = busiest.findIndex((other) => cpuOf(row) > cpuOf(other));
    if (cpuOf(row) <= 0 || (at < 0 && busiest.length === TOP)) continue;
    busiest.splice(at < 0 ? busiest.length : at, 0, row);
    busiest.length = Math.min(busiest.length, TOP);
  }
  return {
    figure,
    title: `${CPU[language]}: ${figure}`,
    top: busiest.map((row) => ({ id: row.id, label: `${visibleName(row.values.comm ?? '')} (${row.id.pid})  ${percent(cpuOf(row))}` })),
  };
}

function cpuOf({ values }: Row): number {
  return values.cpuPercent ?? 0;
}
