import { jsonText } from './visibleText.ts';

/* Characters that JSON allows raw and a terminal or an eye does not forgive: DEL, C1 controls, bidi and zero-width controls. */
const RISKY = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** One line of JSON without a control character in it. Text that is not UTF-8 is escaped as on screen. */
export function formatJson(value: unknown): string {
  const json = JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? jsonText(part) : part));
  return json.replace(RISKY, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
