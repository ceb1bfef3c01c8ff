import type { Language } from '../../shared/words/text.ts';
import type { CommandContext } from '../commands/command.ts';
import type { Field } from '../../shared/fields/field.ts';

/** One line of a list to choose from. Texts may be strangers': they are made safe where they are drawn. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Whether the label is safe to print as it is. */
  readonly isSafe?: boolean;
  /** What else there is to say. */
  readonly detail?: string;
  readonly keys?: readonly string[];
  /** Of a switch, or of what is chosen now. */
  readonly isOn?: boolean;
  readonly isDangerous?: boolean;
  /** Why it cannot be chosen; null where it can. */
  readonly reason: string | null;
  run(): void;
}

/** Makes the lines of a list from how things stand. */
export type Choices = (context: CommandContext, language: Language, fields: readonly Field[]) => readonly Choice[];

/** The lines in which every word typed occurs, those first whose label begins with what is typed. */
export function choicesWith(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = typed.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const found = choices.filter(({ id, label, detail = '' }) => {
    const text = `${id} ${label} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const isFirst = ({ label }: Choice): boolean => label.toLowerCase().startsWith(wanted);
  return wanted === '' ? found : [...found.filter(isFirst), ...found.filter((choice) => !isFirst(choice))];
}
