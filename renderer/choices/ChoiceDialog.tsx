import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Field } from '../../shared/fields/field.ts';
import { formatCount } from '../../shared/fields/format.ts';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { contextOf } from '../commands/command.ts';
import { useModal } from '../panels/useModal.ts';
import { useStores, useView } from '../state/stores.tsx';
import type { ChoiceKind } from '../state/viewStore.ts';
import { SafeName, SafeText } from '../text/SafeText.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';
import { type Choice, type Choices, choicesWith } from './choice.ts';
import { cellChoices } from './cellChoices.ts';
import { columnChoices } from './columnChoices.ts';
import { commandChoices } from './commandChoices.ts';
import { depthChoices } from './depthChoices.ts';
import { exportChoices } from './exportChoices.ts';
import { sortChoices } from './sortChoices.ts';
import { userChoices } from './userChoices.ts';

const LISTS: Readonly<Record<ChoiceKind, Choices>> = {
  command: commandChoices,
  user: userChoices,
  sort: sortChoices,
  depth: depthChoices,
  columns: columnChoices,
  export: exportChoices,
  cell: cellChoices,
};

interface ChoiceDialogProps {
  readonly fields: readonly Field[];
}

/** A list to choose from by typing: of all commands (the palette), of users, of columns to sort by, of depths, of sets of columns, of formats. */
export function ChoiceDialog({ fields }: ChoiceDialogProps): ReactNode {
  const kind = useView((state) => state.choice);
  return kind === null ? null : <OpenChoice key={kind} kind={kind} fields={fields} />;
}

function OpenChoice({ kind, fields }: ChoiceDialogProps & { readonly kind: ChoiceKind }): ReactNode {
  const stores = useStores();
  const { view } = stores;
  const words = useWords().choices;
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const dialog = useModal(input);
  const [typed, setTyped] = useState('');
  // As things stood when it was opened: what is chosen looks at them anew.
  const choices = useMemo(() => LISTS[kind](contextOf(stores), language, fields), [kind, stores, language, fields]);
  const found = choicesWith(choices, typed);

  const choose = (choice: Choice): void => {
    if (choice.reason !== null) return;
    // Closed first, for what is under a modal dialog takes no focus.
    flushSync(() => view.choose(null));
    choice.run();
  };
  return (
    <dialog
      ref={dialog}
      className="dialog chooser"
      aria-label={words.title[kind]}
      onClose={({ currentTarget }) => currentTarget.open || view.choose(null)}
      onClick={({ target, currentTarget }) => target === currentTarget && view.choose(null)}
    >
      <Command shouldFilter={false} loop vimBindings={false} label={words.title[kind]}>
        <div className="chooser-head">
          <Command.Input ref={input} value={typed} onValueChange={setTyped} placeholder={words.placeholder[kind]} />
          {kind === 'command' && <Targets />}
        </div>
        <Command.List className="chooser-list" label={words.title[kind]}>
          {found.length === 0 && <p className="item-help">{words.none}</p>}
          {found.map((choice) => (
            // cmdk finds its items by this value: an index, for an id may be a stranger's text.
            <Command.Item
              key={choice.id}
              value={`choice ${choices.indexOf(choice)}`}
              disabled={choice.reason !== null}
              className={`item${choice.isDangerous === true ? ' danger' : ''}`}
              data-choice={choice.id}
              onSelect={() => choose(choice)}
            >
              <span className="chooser-on">{choice.isOn === true && <Check size={14} role="img" aria-label={words.chosen} />}</span>
              <span className="chooser-text">
                <span className="item-name">{choice.isSafe === true ? <bdi>{choice.label}</bdi> : <SafeText text={choice.label} />}</span>
                {(choice.reason ?? choice.detail) !== undefined && (
                  <span className="item-help">
                    <SafeText text={choice.reason ?? choice.detail ?? ''} />
                  </span>
                )}
              </span>
              <span className="chooser-keys">
                {choice.keys?.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
}

/** Whom a command would be for. */
function Targets(): ReactNode {
  const selected = useView((state) => state.selected);
  const marks = useView((state) => state.marks.size);
  const words = useWords().choices;
  const language = useLanguage();
  const say = useText();
  if (marks > 0) return <span className="tag">{words.targets(formatCount(marks, language))}</span>;
  if (selected === null) return null;
  return (
    <span className="tag chooser-target">
      {isGroupRow(selected) ? (
        <SafeText text={say(selected.group.label)} />
      ) : (
        <>
          <SafeName name={selected.values.comm} /> {selected.id.pid}
        </>
      )}
    </span>
  );
}
