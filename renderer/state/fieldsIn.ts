import { type Field, type FieldValues, type Clock, valueOf } from '../../shared/fields/field.ts';
import type { ByteUnits } from '../../shared/settings/look.ts';
import type { CpuMode } from '../../shared/settings/sampling.ts';
import { LANGUAGES, type Text } from '../../shared/words/text.ts';
import { wordsIn } from '../words/language.tsx';

/** How figures are shown. */
export interface Shown {
  readonly cpuMode: CpuMode;
  readonly units: ByteUnits;
}

/**
 * The fields as they are shown: percentages of the machine are divided by its CPUs, and their headers say so; sizes are told in the units that were chosen.
 * Others are the same objects.
 */
export function fieldsIn({ cpuMode, units }: Shown, cpus: number | null, fields: readonly Field[]): readonly Field[] {
  const isOfMachine = cpuMode === 'machine' && cpus !== null && cpus >= 1;
  if (!isOfMachine && units === 'binary') return fields;
  return fields.map((field) => {
    if (isOfMachine && field.unit === 'percent' && field.kind === 'number' && field.trend === undefined) return ofMachine(field, cpus);
    return units === 'decimal' && isOfBytes(field) ? { ...field, isDecimal: true } : field;
  });
}

const isOfBytes = ({ unit }: Field): boolean => unit === 'bytes' || unit === 'bytesPerSecond';

function ofMachine(field: Field, cpus: number): Field {
  const { id, width, largestFirst, header, help } = field;
  const rewrite = (text: Text, say: (text: string, language: keyof Text) => string): Text =>
    Object.fromEntries(LANGUAGES.map((language) => [language, say(text[language], language)])) as Text;
  return {
    id,
    kind: 'number',
    unit: 'percent',
    width,
    ...(largestFirst === undefined ? {} : { largestFirst }),
    header: rewrite(header, (text, language) => (id === 'cpuPercent' ? wordsIn(language).cpuMode.header : wordsIn(language).cpuMode.headerOf(text))),
    help: rewrite(help, (text, language) => `${wordsIn(language).cpuMode.help(String(cpus))}\n${text}`),
    derive: {
      needs: ['cpuPercent'],
      value: (row: FieldValues, clock: Clock) => {
        const value = valueOf(field, row, clock);
        return typeof value === 'number' ? value / cpus : null;
      },
    },
  };
}
