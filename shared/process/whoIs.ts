import type { Kin } from './lineage.ts';
import type { Row } from './row.ts';
import { visibleName } from './visibleText.ts';

/** `name (pid)`, safe to print. */
export const whoIs = (row: Row): string => whoIsKin({ id: row.id, name: row.values.comm ?? '' });

/** The same of one that is, or was, in a lineage. */
export const whoIsKin = ({ id, name }: Kin): string => `${visibleName(name)} (${id.pid})`;
