import type { ReactNode } from 'react';
import { type Field, valueOf } from '../../shared/fields/field.ts';
import type { Row } from '../../shared/process/row.ts';
import { useProcesses } from '../state/stores.tsx';
import { fieldText, unknownReason } from '../text/fieldText.ts';
import { SafeText } from '../text/SafeText.tsx';
import { useLanguage, useText } from '../words/language.tsx';
import { Unknown } from './Unknown.tsx';

/** A value of the table, whole, or why it is not known. */
export function FieldValue({ field, row }: { readonly field: Field; readonly row: Row }): ReactNode {
  const clock = useProcesses((state) => state.clock);
  const capabilities = useProcesses((state) => state.capabilities);
  const language = useLanguage();
  const say = useText();
  const value = valueOf(field, row.values, clock);
  return (
    <div className="pair">
      <dt data-tip="field" data-field={field.id}>
        {say(field.header)}
      </dt>
      <dd>{value === null ? <Unknown reason={unknownReason(field, row, capabilities)} /> : <SafeText text={fieldText(field, value, language, 'long')} />}</dd>
    </div>
  );
}
