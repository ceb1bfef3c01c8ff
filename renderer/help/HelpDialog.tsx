import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { GLOSSARY } from '../../shared/words/glossary.ts';
import { useModal } from '../panels/useModal.ts';
import { useStores, useView } from '../state/stores.tsx';
import { useText, useWords } from '../words/language.tsx';
import { KeyList } from './KeyList.tsx';
import { StateDiagram } from './StateDiagram.tsx';
import { StateList } from './StateList.tsx';
import { FIVE_STATES, THREE_STATES } from './stateDiagrams.ts';

/** F1: what states there are and how many processes are in each, the words of the field, every key. */
export function HelpDialog(): ReactNode {
  const isOpen = useView((state) => state.isHelpOpen);
  return isOpen ? <OpenHelp /> : null;
}

function OpenHelp(): ReactNode {
  const { view } = useStores();
  const words = useWords().help;
  const say = useText();
  const dialog = useModal();
  const show = (query: string): void => {
    view.showAll();
    view.filterBy(query);
    view.openHelp(false);
  };
  return (
    <dialog ref={dialog} className="dialog help" aria-labelledby="help-title" onClose={({ currentTarget }) => currentTarget.open || view.openHelp(false)}>
      <div className="help-head">
        <h2 id="help-title">{words.title}</h2>
        <button type="button" className="icon-button" aria-label={words.close} onClick={() => view.openHelp(false)}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <Tabs.Root defaultValue="states">
        <Tabs.List className="tabs" aria-label={words.title}>
          <Tabs.Trigger value="states">{words.states}</Tabs.Trigger>
          <Tabs.Trigger value="words">{words.words}</Tabs.Trigger>
          <Tabs.Trigger value="keys">{words.keys}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="states">
          <p className="dim">{words.readyOrRunning}</p>
          <div className="diagrams">
            <StateDiagram diagram={THREE_STATES} onShow={show} />
            <StateDiagram diagram={FIVE_STATES} onShow={show} />
          </div>
          <StateList onShow={show} />
        </Tabs.Content>
        <Tabs.Content value="words">
          <dl className="glossary">
            {GLOSSARY.map(({ id, name, meaning, query }) => (
              <div key={id}>
                <dt>{say(name)}</dt>
                <dd>
                  {say(meaning)}{' '}
                  {query !== null && (
                    <button type="button" className="link" onClick={() => show(query)}>
                      {words.show}
                    </button>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </Tabs.Content>
        <Tabs.Content value="keys">
          <KeyList />
        </Tabs.Content>
      </Tabs.Root>
    </dialog>
  );
}
