import { cutNote, IMAGE_FORMATS, type ImageFormat, MOST_ROWS, savePicture, saveTableImage } from '../commands/exportImage.ts';
import { saveTable, seenNow } from '../commands/exportTable.ts';
import { EXPORT_FILES, EXPORT_FORMATS } from '../export/tableExport.ts';
import { wordsIn } from '../words/language.tsx';
import type { Choice, Choices } from './choice.ts';

/** The open picture first; then the table as text, and as a picture. */
export const exportChoices: Choices = (context, language) => {
  const words = wordsIn(language).choices;
  const rows = seenNow(context).lines.length;
  const pictures = context.view.getState().picture === null ? [] : IMAGE_FORMATS;
  const pictureOf = (format: ImageFormat): Choice => ({
    id: `picture ${format}`,
    label: words.pictures[format],
    detail: `picture.${format}`,
    reason: null,
    run: () => savePicture(context, format),
  });
  const imageOf = (format: ImageFormat): Choice => ({
    id: format,
    label: words.images[format],
    detail: [`processes.${format}`, cutNote(MOST_ROWS[format], rows, language)].filter((part) => part !== null).join(' · '),
    reason: null,
    run: () => saveTableImage(context, format),
  });
  const texts = EXPORT_FORMATS.map((format) => ({
    id: format,
    label: words.formats[format],
    detail: EXPORT_FILES[format].name,
    reason: null,
    run: () => saveTable(context, format),
  }));
  return [...pictures.map(pictureOf), ...texts, ...IMAGE_FORMATS.map(imageOf)];
};
