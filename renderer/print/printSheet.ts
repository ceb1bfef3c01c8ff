import { MAX_INDENT } from '../../shared/process/flatten.ts';
import { nameOf, type SeenTable, shownText } from '../export/tableExport.ts';

/** Most rows on paper: 5,000 are a hundred pages. */
export const MOST_PRINTED = 5000;

/** Letters of one cell on paper: some command lines would take a page each. */
const MOST_LETTERS = 200;
const cut = (text: string): string => (text.length > MOST_LETTERS ? `${[...text].slice(0, MOST_LETTERS).join('')}…` : text);

interface Sheet {
  readonly title: string;
  readonly name: string;
  readonly table: SeenTable;
}

/** The whole table for paper: no row is left out because it is not in sight. Text is put in as text. */
export function tableSheet({ title, name, table: { lines, fields, clock, language } }: Sheet): HTMLElement {
  const sheet = document.createElement('section');
  sheet.className = 'print-sheet';
  const put = (parent: HTMLElement, tag: string, text: string, className = ''): HTMLElement => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className !== '') element.className = className;
    parent.append(element);
    return element;
  };
  put(sheet, 'h1', title);
  const table = put(sheet, 'table', '');
  const head = put(put(table, 'thead', ''), 'tr', '');
  const kindOf = (kind: string): string => (kind === 'number' ? 'numeric' : kind === 'list' ? 'list' : '');
  put(head, 'th', name);
  for (const field of fields) put(head, 'th', field.header[language], kindOf(field.kind));
  const body = put(table, 'tbody', '');
  for (const { row, depth } of lines) {
    const line = put(body, 'tr', '');
    const first = put(line, 'th', `${depth > MAX_INDENT ? `[${depth}] ` : ''}${nameOf(row, language)}`);
    first.style.paddingInlineStart = `${6 + Math.min(depth, MAX_INDENT) * 9}px`;
    for (const field of fields) put(line, 'td', cut(shownText(field, row, clock, language)), kindOf(field.kind));
  }
  return sheet;
}

/** A picture for paper. */
export function pictureSheet(title: string, svg: string): HTMLElement {
  const sheet = document.createElement('section');
  sheet.className = 'print-sheet';
  const image = document.createElement('img');
  image.alt = title;
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  sheet.append(image);
  return sheet;
}
