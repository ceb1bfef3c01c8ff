import { contextOf, type Command } from '../commands/command.ts';
import { useHasEnded, useLink, useProcesses, useStores, useView } from '../state/stores.tsx';
import { useText } from '../words/language.tsx';

/** How a command stands now, in words. */
export interface CommandState {
  readonly label: string;
  /** Why it cannot be done; null where it can. */
  readonly reason: string | null;
}

/** Says of commands whether they apply, and is told again whenever what they look at changes. */
export function useCommandStates(): (command: Command) => CommandState {
  const stores = useStores();
  const selected = useView((state) => state.selected);
  useHasEnded(selected?.key ?? null);
  useProcesses(({ tree }) => (selected === null ? undefined : tree.parentOf.get(selected.key)?.key));
  useLink(({ phase }) => phase.kind);
  useView(({ marks }) => marks);
  const say = useText();
  return (command) => {
    const applies = command.applies(contextOf(stores));
    return { label: say(command.label), reason: applies === true ? null : say(applies) };
  };
}
