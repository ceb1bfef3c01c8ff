import type { ReactNode } from 'react';
import { COMMANDS } from '../commands/commands.ts';
import { formatShortcut } from '../commands/shortcuts.ts';
import { useText, useWords } from '../words/language.tsx';

/** Keys that belong to no command. */
const TABLE_KEYS = [
  { keys: ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'], does: 'move' },
  { keys: ['←', '→'], does: 'branch' },
  { keys: ['Shift+←→', 'Alt+←→'], does: 'column' },
  { keys: ['←', '→'], does: 'details' },
  { keys: ['Tab'], does: 'suggestion' },
  { keys: ['Esc'], does: 'escape' },
] as const;

/** Every key: those of the commands from the commands themselves, those of the table and the boxes by name. */
export function KeyList(): ReactNode {
  const words = useWords().help;
  const say = useText();
  const commands = COMMANDS.filter(({ shortcuts }) => shortcuts.length > 0).map(({ label, shortcuts }) => ({
    keys: shortcuts.map(formatShortcut),
    does: say(label).replace(/…$/, ''),
  }));
  return (
    <dl className="keys">
      {[...commands, ...TABLE_KEYS.map(({ keys, does }) => ({ keys, does: words.tableKeys[does] }))].map(({ keys, does }) => (
        <div key={does}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
