import type { Field } from '../../shared/fields/field.ts';
import type { Row } from '../../shared/process/row.ts';

/** What a part of the details is made of. */
export interface TabProps {
  /** As last seen: it may have ended. */
  readonly row: Row;
  readonly fields: readonly Field[];
}
