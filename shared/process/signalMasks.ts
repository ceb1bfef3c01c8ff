import { findSignal, type SignalName } from './signals.ts';

/** What a process has made of its signals: /proc/PID/status, each 64 bits (proc_pid_status(5)). Bit n - 1 is signal n. */
export interface SignalMasks {
  /** SigIgn */
  readonly ignored: bigint;
  /** SigCgt */
  readonly caught: bigint;
  /** SigBlk: of the main thread alone; another thread may take what it blocks. */
  readonly blocked: bigint;
  /** SigPnd of the main thread and ShdPnd of the process, together. */
  readonly pending: bigint;
}

/** What a process will do with a signal. */
export interface Disposition {
  readonly action: 'default' | 'ignored' | 'caught';
  readonly isBlocked: boolean;
}

/** Reads the masks in the text of /proc/PID/status; null where one is missing. Name: has its newlines escaped, so lines are lines there. */
export function parseSignalMasks(status: string): SignalMasks | null {
  const read = (name: string): bigint | null => {
    const match = new RegExp(`^${name}:\\t([0-9a-f]{1,32})$`, 'm').exec(status);
    return match === null ? null : BigInt(`0x${match[1]!}`);
  };
  const [ignored, caught, blocked] = [read('SigIgn'), read('SigCgt'), read('SigBlk')];
  if (ignored === null || caught === null || blocked === null) return null;
  return { ignored, caught, blocked, pending: (read('SigPnd') ?? 0n) | (read('ShdPnd') ?? 0n) };
}

export function isInMask(mask: bigint, signalNumber: number): boolean {
  return ((mask >> BigInt(signalNumber - 1)) & 1n) === 1n;
}

/** What the process will do with the signal that has this number. SIGKILL and SIGSTOP can be neither ignored nor blocked. */
export function dispositionOf(masks: SignalMasks, signal: SignalName, signalNumber: number): Disposition {
  if (findSignal(signal)?.isCatchable !== true) return { action: 'default', isBlocked: false };
  const action = isInMask(masks.ignored, signalNumber) ? 'ignored' : isInMask(masks.caught, signalNumber) ? 'caught' : 'default';
  return { action, isBlocked: isInMask(masks.blocked, signalNumber) };
}

/** The names of a mask's signals, given this system's numbers; those that only have a number here are left out. */
export function namesInMask(mask: bigint, numbers: ReadonlyMap<SignalName, number>): SignalName[] {
  return [...numbers].filter(([, number]) => isInMask(mask, number)).map(([name]) => name);
}
