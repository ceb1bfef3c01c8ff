import type { ReactNode } from 'react';
import type { Deed } from '../../shared/process/actionLog.ts';
import { COMMON_SIGNAL_NAMES, findSignal, isSignalName } from '../../shared/process/signals.ts';
import { useProcesses, useStores } from '../state/stores.tsx';
import { useText, useWords } from '../words/language.tsx';

/** Those that stand side by side; all others are in the list. */
const BESIDE: readonly string[] = COMMON_SIGNAL_NAMES.slice(0, 5);
const NONE: readonly string[] = [];

/** Which signal; under it, what it does where the target has set nothing, and whether it can be caught. */
export function SignalChoice({ deed }: { readonly deed: Extract<Deed, { kind: 'signal' }> }): ReactNode {
  const { actions } = useStores();
  const offered = useProcesses((state) => state.capabilities?.signals ?? NONE);
  const words = useWords().action;
  const say = useText();
  const choose = (name: string): void => {
    if (isSignalName(name)) actions.revise({ deed: { kind: 'signal', signal: name } });
  };
  const beside = BESIDE.filter((name) => offered.includes(name));
  const listed = offered.filter((name) => !beside.includes(name));
  const info = findSignal(deed.signal);
  return (
    <fieldset className="choice signals">
      <legend>{words.signal}</legend>
      {beside.map((name) => (
        <label key={name} className={name === deed.signal ? 'on' : ''}>
          <input type="radio" name="signal" value={name} checked={name === deed.signal} onChange={() => choose(name)} />
          {name}
        </label>
      ))}
      {listed.length > 0 && (
        <select
          aria-label={words.otherSignals}
          className={listed.includes(deed.signal) ? 'on' : ''}
          value={listed.includes(deed.signal) ? deed.signal : ''}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="" disabled>
            {words.other}
          </option>
          {listed.map((name) => (
            <option key={name} value={name}>
              {name}: {say(findSignal(name)!.help)}
            </option>
          ))}
        </select>
      )}
      {info !== null && (
        <p className="choice-help">
          {say(info.help)} {words.defaults[info.action]} {info.isCatchable ? '' : words.notCatchable}
        </p>
      )}
    </fieldset>
  );
}
