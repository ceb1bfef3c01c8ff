import { type Field, type FieldValues, type Clock, valueOf } from '../../shared/fields/field.ts';
import { LANGUAGES, type Text } from '../../shared/words/text.ts';
import { wordsIn } from '../words/language.tsx';

/** What 100 % stands for in the table: one core (four busy threads are 400 %), or all cores of the machine. */
export type CpuMode = 'core' | 'machine';

/** The fields as the mode has them: percentages of the machine are divided by its CPUs, and their headers say so. Others are the same objects. */
export function fieldsIn(mode: CpuMode, cpus: number | null, fields: readonly Field[]): readonly Field[] {
  if (mode === 'core' || cpus === null || cpus < 1) return fields;
  return fields.map((field) => (field.unit === 'percent' && field.kind === 'number' && field.trend === undefined ? ofMachine(field, cpus) : field));
}

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
