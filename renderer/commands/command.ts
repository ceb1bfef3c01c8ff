import type { Row } from '../../shared/process/row.ts';
import { LANGUAGES, type Language, type Text } from '../../shared/words/text.ts';
import type { Stores } from '../state/stores.tsx';
import type { Words } from '../words/en.ts';
import { wordsIn } from '../words/language.tsx';

/** A key with its modifiers, as KeyboardEvent names them. */
export interface Shortcut {
  readonly key: string;
  readonly shift?: boolean;
  /** With Ctrl, or on a Mac with ⌘. Such a key, and a function key, works in the boxes too. */
  readonly control?: boolean;
}

/** What a command works on. */
export interface CommandContext extends Stores {
  /** The selected process as last seen; null without a selection. */
  readonly selected: Row | null;
}

/** One action: toolbar, context menu, keyboard and every later list read this object. */
export interface Command {
  readonly id: string;
  readonly label: Text;
  /** The first one is shown. */
  readonly shortcuts: readonly Shortcut[];
  readonly isDangerous?: boolean;
  /** Of a switch: whether it is on. */
  isOn?(context: CommandContext): boolean;
  /** true, or why it cannot be done now. */
  applies(context: CommandContext): true | Text;
  run(context: CommandContext): void;
}

/** A text in every language, from the dictionaries. */
export function textOf(say: (words: Words, language: Language) => string): Text {
  return Object.fromEntries(LANGUAGES.map((language) => [language, say(wordsIn(language), language)])) as Text;
}

/** Runs the command where it applies; false where it does not. */
export function runCommand(command: Command, context: CommandContext): boolean {
  if (command.applies(context) !== true) return false;
  command.run(context);
  return true;
}

export function contextOf(stores: Stores): CommandContext {
  return { ...stores, selected: stores.view.getState().selected };
}
