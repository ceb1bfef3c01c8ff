import { type Command, type CommandContext, runCommand, type Shortcut } from './command.ts';

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** A printed character says its shift itself (`K`, `/`); for other keys the modifier counts. */
function isShortcut(event: Key, { key, shift = false, control = false }: Shortcut): boolean {
  if (event.altKey || (event.ctrlKey || event.metaKey) !== control) return false;
  if (control) return event.key.toLowerCase() === key && event.shiftKey === shift;
  return event.key === key && (key.length === 1 || event.shiftKey === shift);
}

/** Whether the key means the same while text is typed: it writes nothing. */
export function worksInBoxes(event: Key): boolean {
  return event.ctrlKey || event.metaKey || /^F\d+$/.test(event.key);
}

/** As a person reads it: `Shift+F9`, `K` for the key k, `Shift+K` for what it is with Shift, `Ctrl+K`. */
export function formatShortcut({ key, shift = false, control = false }: Shortcut): string {
  return `${control ? 'Ctrl+' : ''}${shift || isShifted(key) ? 'Shift+' : ''}${NAMES[key] ?? upper(key)}`;
}

/** As assistive technology reads it (aria-keyshortcuts). */
export function ariaShortcuts(command: Command): string {
  const read = ({ key, shift = false, control = false }: Shortcut): string =>
    `${control ? 'Control+' : ''}${shift || isShifted(key) ? 'Shift+' : ''}${key === ' ' ? 'Space' : upper(key)}`;
  return command.shortcuts.map(read).join(' ');
}

const NAMES: Readonly<Record<string, string>> = { ' ': 'Space', Delete: 'Del' };
const upper = (key: string): string => (key.length === 1 ? key.toUpperCase() : key);
const isShifted = (key: string): boolean => /^\p{Lu}$/u.test(key);

/** Runs the command that the key belongs to; true where there is one, whether it applied or not. */
export function runShortcut(event: Key, commands: readonly Command[], context: CommandContext): boolean {
  const command = commands.find(({ shortcuts }) => shortcuts.some((shortcut) => isShortcut(event, shortcut)));
  if (command === undefined) return false;
  runCommand(command, context);
  return true;
}
