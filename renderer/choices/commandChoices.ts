import { runCommand } from '../commands/command.ts';
import { COMMANDS } from '../commands/commands.ts';
import { openPalette } from '../commands/openPalette.ts';
import { formatShortcut } from '../commands/shortcuts.ts';
import type { Choices } from './choice.ts';

/** Every command; what does not apply says why. */
export const commandChoices: Choices = (context, language) =>
  COMMANDS.filter((command) => command !== openPalette).map((command) => {
    const applies = command.applies(context);
    return {
      id: command.id,
      label: command.label[language],
      keys: command.shortcuts.map(formatShortcut),
      ...(command.isOn === undefined ? {} : { isOn: command.isOn(context) }),
      isDangerous: command.isDangerous === true,
      reason: applies === true ? null : applies[language],
      run: () => runCommand(command, context),
    };
  });
