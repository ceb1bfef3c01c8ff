import { saveTable } from '../commands/exportTable.ts';
import { EXPORT_FILES, EXPORT_FORMATS } from '../export/tableExport.ts';
import { wordsIn } from '../words/language.tsx';
import type { Choices } from './choice.ts';

export const exportChoices: Choices = (context, language) =>
  EXPORT_FORMATS.map((format) => ({
    id: format,
    label: wordsIn(language).choices.formats[format],
    detail: EXPORT_FILES[format].name,
    reason: null,
    run: () => saveTable(context, format),
  }));
