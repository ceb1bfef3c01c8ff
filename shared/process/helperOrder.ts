import { CHANGE_KINDS, type Change, formatSetting, parseSetting } from './change.ts';
import { formatProcessId, parseProcessRef, type ProcessId } from './identity.ts';
import { isSignalablePid } from './killPlan.ts';
import { isSignalName, type SignalName } from './signals.ts';

/** Targets of one order: more do not fit a command line that is still looked through. */
export const MOST_PRIVILEGED = 250;

/** What the helper is to do with privilege: one signal or one change, to processes by their identity. */
export interface HelperOrder {
  readonly deed: { readonly kind: 'signal'; readonly signal: SignalName } | { readonly kind: 'change'; readonly change: Change };
  readonly targets: readonly ProcessId[];
  /** Pid of the program that asks: neither it nor its ancestors may be a target. */
  readonly asker: number;
}

/** The order as words of a command line: `for 12 signal SIGTERM 34:56:78`, `for 12 nice 5 34:56`. */
export function formatOrder({ deed, targets, asker }: HelperOrder): string[] {
  const what = deed.kind === 'signal' ? ['signal', deed.signal] : [deed.change.kind, formatSetting(deed.change)];
  return ['for', String(asker), ...what, ...targets.map(formatProcessId)];
}

/** Reads what formatOrder writes; null for anything else, and where a target is not named by more than its pid. */
export function parseOrder(words: readonly string[]): HelperOrder | null {
  const [start, asker = '', kind, value = '', ...ids] = words;
  if (start !== 'for' || !/^[1-9]\d{0,6}$/.test(asker) || ids.length === 0 || ids.length > MOST_PRIVILEGED) return null;
  const deed = parseDeed(kind, value);
  const targets = ids.flatMap((text): ProcessId[] => {
    const { pid, startTime, inode } = parseProcessRef(text) ?? { pid: 0, startTime: null, inode: null };
    return isSignalablePid(pid) && typeof startTime === 'number' ? [{ pid, startTime, inode }] : [];
  });
  return deed === null || targets.length !== ids.length ? null : { deed, targets, asker: Number(asker) };
}

function parseDeed(kind: string | undefined, value: string): HelperOrder['deed'] | null {
  if (kind === 'signal') return isSignalName(value) ? { kind, signal: value } : null;
  const setting = CHANGE_KINDS.find((one) => one === kind);
  const change = setting === undefined ? null : parseSetting(setting, value);
  return change === null ? null : { kind: 'change', change };
}
