import { type ReactNode, useState } from 'react';
import type { Deed } from '../../shared/process/actionLog.ts';
import { type Change, type ChangeKind, formatSetting, IO_CLASSES, LOWEST_IO_LEVEL, parseSetting } from '../../shared/process/change.ts';
import { SETTING_NAMES } from '../../shared/words/changeWords.ts';
import type { Action } from '../state/actionStore.ts';
import { useProcesses, useStores } from '../state/stores.tsx';
import { useText, useWords } from '../words/language.tsx';

type ChangeDeed = Extract<Deed, { kind: 'change' }>;

/** Where each setting begins when it is chosen and what it is now is not known. */
const USUAL: Readonly<Record<ChangeKind, (cpus: readonly number[]) => Change>> = {
  nice: () => ({ kind: 'nice', nice: 0 }),
  ioPriority: () => ({ kind: 'ioPriority', ioClass: 'best-effort', level: 4 }),
  affinity: (cpus) => ({ kind: 'affinity', cpus }),
  oomScoreAdjust: () => ({ kind: 'oomScoreAdjust', adjust: 0 }),
};

const NO_KINDS: readonly ChangeKind[] = [];
const NO_CPUS: readonly number[] = [];

/** Which setting, and the value that it is to have. */
export function SettingEditor({ action, deed: { change } }: { readonly action: Action; readonly deed: ChangeDeed }): ReactNode {
  const { actions } = useStores();
  const kinds = useProcesses((state) => state.capabilities?.changes ?? NO_KINDS);
  const cpus = useProcesses((state) => state.capabilities?.cpus ?? NO_CPUS);
  const words = useWords().action;
  const say = useText();
  const revise = (next: Change): void => actions.revise({ deed: { kind: 'change', change: next } });
  return (
    <>
      <fieldset className="choice">
        <legend>{words.setting}</legend>
        {kinds.map((kind) => (
          <label key={kind} className={kind === change.kind ? 'on' : ''}>
            <input
              type="radio"
              name="setting"
              value={kind}
              checked={kind === change.kind}
              onChange={() => revise(kind === 'nice' ? { kind, nice: action.chosen[0]!.values.nice ?? 0 } : USUAL[kind](cpus))}
            />
            {say(SETTING_NAMES[kind])}
          </label>
        ))}
      </fieldset>
      <div className="setting">
        <Value key={change.kind} change={change} cpus={cpus} onChange={revise} />
        <p className="choice-help">{words.settingHelp[change.kind]}</p>
      </div>
    </>
  );
}

interface ValueProps {
  readonly change: Change;
  readonly cpus: readonly number[];
  readonly onChange: (change: Change) => void;
}

function Value({ change, cpus, onChange }: ValueProps): ReactNode {
  const words = useWords().action;
  switch (change.kind) {
    case 'nice':
      return <NumberValue kind="nice" value={change.nice} least={-20} most={19} onChange={onChange} />;
    case 'oomScoreAdjust':
      return <NumberValue kind="oomScoreAdjust" value={change.adjust} least={-1000} most={1000} onChange={onChange} />;
    case 'ioPriority': {
      const hasLevels = change.ioClass === 'realtime' || change.ioClass === 'best-effort';
      return (
        <>
          <select
            aria-label={words.ioClass}
            value={change.ioClass}
            onChange={({ target }) =>
              onChange(parseSetting('ioPriority', target.value === 'best-effort' || target.value === 'realtime' ? `${target.value}:4` : target.value) ?? change)
            }
          >
            {IO_CLASSES.map((ioClass) => (
              <option key={ioClass} value={ioClass}>
                {words.ioClasses[ioClass]}
              </option>
            ))}
          </select>
          {hasLevels && (
            <select aria-label={words.ioLevel} value={change.level} onChange={({ target }) => onChange({ ...change, level: Number(target.value) })}>
              {Array.from({ length: LOWEST_IO_LEVEL + 1 }, (_, level) => (
                <option key={level} value={level}>
                  {level}
                </option>
              ))}
            </select>
          )}
        </>
      );
    }
    case 'affinity':
      return (
        <div className="cpus" role="group" aria-label={words.cpus}>
          {cpus.map((cpu) => {
            const isOn = change.cpus.includes(cpu);
            const next = isOn ? change.cpus.filter((one) => one !== cpu) : [...change.cpus, cpu].sort((a, b) => a - b);
            return (
              <label key={cpu}>
                <input type="checkbox" checked={isOn} disabled={isOn && change.cpus.length === 1} onChange={() => onChange({ kind: 'affinity', cpus: next })} />
                {cpu}
              </label>
            );
          })}
        </div>
      );
    default:
      return change satisfies never;
  }
}

interface NumberValueProps {
  readonly kind: 'nice' | 'oomScoreAdjust';
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (change: Change) => void;
}

/** What is typed counts once it is a value; until then it stays as it is typed. */
function NumberValue({ kind, value, least, most, onChange }: NumberValueProps): ReactNode {
  const [text, setText] = useState(String(value));
  const say = useText();
  const take = (typed: string): void => {
    setText(typed);
    const next = parseSetting(kind, typed);
    if (next !== null && formatSetting(next) !== String(value)) onChange(next);
  };
  const isWrong = parseSetting(kind, text) === null;
  return (
    <>
      <input
        type="number"
        min={least}
        max={most}
        step={1}
        value={text}
        aria-label={say(SETTING_NAMES[kind])}
        aria-invalid={isWrong}
        onChange={({ target }) => take(target.value)}
      />
      <input
        type="range"
        min={least}
        max={most}
        step={1}
        value={isWrong ? value : text}
        aria-label={say(SETTING_NAMES[kind])}
        onChange={({ target }) => take(target.value)}
      />
    </>
  );
}
