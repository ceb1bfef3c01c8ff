import { constants } from 'node:os';
import { realTimeOffset, type SignalName } from '../../../shared/process/signals.ts';
import { systemCalls } from './systemCalls.ts';

/** This system's number of a signal; null where it has none by that name. The C library says where the real-time signals begin. */
export function signalNumberOf(signal: SignalName): number | null {
  const offset = realTimeOffset(signal);
  if (offset === null) return (constants.signals as Readonly<Record<string, number | undefined>>)[signal] ?? null;
  const realTime = systemCalls()?.realTime ?? null;
  if (realTime === null || realTime.first + offset > realTime.last) return null;
  return realTime.first + offset;
}

/** How many real-time signals there are here: SIGRTMIN+0 up to one less. 0 where it is not known. */
export function countRealTimeSignals(): number {
  const realTime = systemCalls()?.realTime ?? null;
  return realTime === null ? 0 : realTime.last - realTime.first + 1;
}
