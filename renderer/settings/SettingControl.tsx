import type { ReactNode } from 'react';
import type { SettingId } from '../../shared/settings/registry.ts';
import type { Control } from '../../shared/settings/setting.ts';
import { useSettings, useStores } from '../state/stores.tsx';
import { formatSeconds } from '../text/formatSeconds.ts';
import { useLanguage, useText } from '../words/language.tsx';

interface ControlProps<K extends Control['kind']> {
  readonly id: SettingId;
  readonly control: Extract<Control, { kind: K }>;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** What changes a setting, by its kind. The host checks what comes of it. */
export function SettingControl({ id, control }: { readonly id: SettingId; readonly control: Control }): ReactNode {
  const { settings } = useStores();
  const value = useSettings(({ values }) => values[id]) as unknown;
  const onChange = (next: unknown): void => settings.change({ [id]: next });
  switch (control.kind) {
    case 'choice':
      return <ChoiceControl {...{ id, control, value, onChange }} />;
    case 'switch':
      return <SwitchControl {...{ id, control, value, onChange }} />;
    case 'several':
      return <SeveralControl {...{ id, control, value, onChange }} />;
    case 'span':
      return <SpanControl {...{ id, control, value, onChange }} />;
    case 'elsewhere':
      return <Amount value={value} said={control.said} />;
    default:
      return control satisfies never;
  }
}

/** What names and describes a control for who does not see the row. */
const described = (id: SettingId) => ({ 'aria-labelledby': `setting-${id}`, 'aria-describedby': `setting-help-${id}` });

function ChoiceControl({ id, control: { options }, value, onChange }: ControlProps<'choice'>): ReactNode {
  const say = useText();
  return (
    <fieldset className="choice segments" {...described(id)}>
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'on' : ''}>
          <input type="radio" name={`setting-${id}`} checked={option.value === value} onChange={() => onChange(option.value)} />
          {say(option.label)}
        </label>
      ))}
    </fieldset>
  );
}

function SwitchControl({ id, value, onChange }: ControlProps<'switch'>): ReactNode {
  return <input type="checkbox" role="switch" className="switch" checked={value === true} onChange={() => onChange(value !== true)} {...described(id)} />;
}

function SeveralControl({ id, control: { options }, value, onChange }: ControlProps<'several'>): ReactNode {
  const say = useText();
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <fieldset className="several" {...described(id)}>
      {options.map((option) => {
        const isOn = chosen.includes(option.value);
        return (
          <label key={option.value}>
            <input type="checkbox" checked={isOn} onChange={() => onChange(isOn ? chosen.filter((one) => one !== option.value) : [...chosen, option.value])} />
            {say(option.label)}
          </label>
        );
      })}
    </fieldset>
  );
}

function SpanControl({ id, control: { least, most, step }, value, onChange }: ControlProps<'span'>): ReactNode {
  const language = useLanguage();
  const said = formatSeconds(value as number, language);
  return (
    <span className="span">
      <input
        type="range"
        min={least}
        max={most}
        step={step}
        value={value as number}
        aria-valuetext={said}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        {...described(id)}
      />
      <output>{said}</output>
    </span>
  );
}

/** How much there is of what is changed elsewhere. */
function Amount({ value, said }: { readonly value: unknown; readonly said: Parameters<ReturnType<typeof useText>>[0] }): ReactNode {
  const say = useText();
  const count = typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
  return <span className="dim">{say(said).replace('%', String(count))}</span>;
}
