import { ArrowDown, ArrowUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { formatCount } from '../../shared/fields/format.ts';
import { type Command, contextOf, runCommand } from '../commands/command.ts';
import { FIND_BOX, findNext, findPrevious } from '../commands/findText.ts';
import { formatShortcut } from '../commands/shortcuts.ts';
import type { Found } from '../state/found.ts';
import { useStores, useView } from '../state/stores.tsx';
import { focusTable } from '../table/focusTable.ts';
import { useLanguage, useWords } from '../words/language.tsx';

/**
 * Looks for a text without filtering. Enter goes to the first match and to the table, where n and N go on; F3 and Shift+F3, or the arrows, step
 * while the box is written in; Escape closes it.
 */
export function FindBox({ found }: { readonly found: Found | null }): ReactNode {
  const text = useView((state) => state.findText);
  if (text === null) return null;
  return <OpenFindBox text={text} found={found} />;
}

function OpenFindBox({ text, found }: { readonly text: string; readonly found: Found | null }): ReactNode {
  const stores = useStores();
  const words = useWords().find;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const run = (command: Command): boolean => runCommand(command, contextOf(stores));
  const close = (): void => {
    stores.view.findFor(null);
    focusTable();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, shiftKey } = event;
    if (key === 'Escape') close();
    else if (key === 'Enter') {
      if (found?.place === null || shiftKey) run(shiftKey ? findPrevious : findNext);
      focusTable();
    } else if (key === 'F3') run(shiftKey ? findPrevious : findNext);
    else if (key === 'ArrowDown') run(findNext);
    else if (key === 'ArrowUp') run(findPrevious);
    else return;
    event.preventDefault();
  };
  return (
    <div className="find" role="search" aria-label={words.label}>
      <Search size={14} aria-hidden="true" />
      <input
        ref={input}
        id={FIND_BOX}
        type="text"
        spellCheck={false}
        autoComplete="off"
        aria-label={words.label}
        aria-describedby="find-count"
        placeholder={words.placeholder}
        value={text}
        onChange={({ target }) => stores.view.findFor(target.value)}
        onKeyDown={onKeyDown}
      />
      <span id="find-count" className={found?.keys.length === 0 ? 'bad' : 'dim'}>
        <Count found={found} />
      </span>
      {[
        { command: findPrevious, Icon: ArrowUp, label: words.previous },
        { command: findNext, Icon: ArrowDown, label: words.next },
      ].map(({ command, Icon, label }) => (
        <button
          key={command.id}
          type="button"
          className="icon-button"
          aria-label={label}
          aria-disabled={found === null || found.keys.length === 0}
          data-tip="text"
          data-reason={`${label} (${formatShortcut(command.shortcuts[0]!)})`}
          onClick={() => run(command)}
        >
          <Icon size={14} aria-hidden="true" />
        </button>
      ))}
      <button type="button" className="icon-button" aria-label={words.close} onClick={close}>
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

function Count({ found }: { readonly found: Found | null }): ReactNode {
  const words = useWords().find;
  const language = useLanguage();
  if (found === null) return '';
  const total = formatCount(found.keys.length, language);
  if (found.keys.length === 0) return words.none;
  return found.place === null ? words.total(total) : words.place(formatCount(found.place + 1, language), total);
}
