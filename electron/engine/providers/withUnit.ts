import type { Row } from '../../../shared/process/row.ts';
import { platform } from './index.ts';
import { readUnitOf } from './linux/restartRule.ts';

/** The row with its systemd unit as of now: a dear field that few rows have. Where there is no systemd it stays as it is. */
export function withUnit(row: Row): Row {
  return platform === 'linux' ? { ...row, values: { ...row.values, unit: readUnitOf(row.id.pid) } } : row;
}
