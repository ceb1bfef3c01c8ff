import type { Field } from '../../shared/fields/field.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import { fieldsIn } from '../state/fieldsIn.ts';
import { type Arranged, arrangedBy, lineFacts } from '../state/lines.ts';
import type { CommandContext } from './command.ts';

/** The fields as they are shown now. */
export function fieldsNow({ settings, system }: CommandContext): readonly Field[] {
  return fieldsIn(settings.getState().values, system.getState().line?.cpus ?? null, FIELDS);
}

/** The table as it is put in order now. */
export function arrangedNow(context: CommandContext): Arranged {
  const { view, processes, findings, calm } = context;
  return arrangedBy(lineFacts(processes.getState(), view.getState(), fieldsNow(context), findings.getState(), calm.getState().held));
}
