import { readFileSync } from 'node:fs';
import type { UnknownReason } from '../../../shared/fields/field.ts';
import {
  CHANGE_KINDS,
  type Change,
  type ChangeKind,
  isSameSetting,
  type ProcessSettings,
  type SettingsReading,
  type SignalSettings,
} from '../../../shared/process/change.ts';
import type { ProcessId } from '../../../shared/process/identity.ts';
import { namesInMask, parseSignalMasks } from '../../../shared/process/signalMasks.ts';
import type { SignalName } from '../../../shared/process/signals.ts';
import { signalsHere } from '../capabilities.ts';
import { platform } from '../providers/index.ts';
import { holdProcess, type Signalling } from './holdTarget.ts';
import { changesHere, SETTINGS, threadsOf } from './settings.ts';
import { signalNumberOf } from './signalNumber.ts';

/** Threads that are looked at to tell whether they differ. */
const MOST_THREADS = 1_000;

/** Reads what can be changed of a process, and its signals, while it is held. */
export async function readSettings(target: ProcessId, signalling: Omit<Signalling, 'self'>): Promise<SettingsReading> {
  const hold = await holdProcess(target, signalling);
  if (hold.kind !== 'held') return hold;
  try {
    const settings = readAll(target.pid);
    return hold.process.hasEnded() === true ? { kind: 'gone' } : { kind: 'read', id: hold.id, settings };
  } finally {
    hold.process.close();
  }
}

/** One setting of a process, and whether its threads differ in it; null where it is unknown. */
export function readSetting(pid: number, kind: ChangeKind): { readonly value: Change; readonly isMixed: boolean } | { readonly reason: UnknownReason } {
  if (!changesHere().includes(kind)) return { reason: 'unsupported' };
  const setting = SETTINGS[kind];
  const main = setting.read(pid);
  if ('code' in main) return { reason: main.code === 'EPERM' || main.code === 'EACCES' ? 'denied' : 'failed' };
  const others = setting.isOfThread ? threadsOf(pid).slice(0, MOST_THREADS) : [];
  const isMixed = others.some((tid) => {
    const other = setting.read(tid);
    return 'value' in other && !isSameSetting(other.value, main.value);
  });
  return { value: main.value, isMixed };
}

function readAll(pid: number): ProcessSettings {
  const found = new Map<ChangeKind, Change>();
  const mixed: ChangeKind[] = [];
  const unknown: Record<string, UnknownReason> = {};
  for (const kind of CHANGE_KINDS) {
    const got = readSetting(pid, kind);
    if ('reason' in got) unknown[kind] = got.reason;
    else {
      found.set(kind, got.value);
      if (got.isMixed) mixed.push(kind);
    }
  }
  const signals = readSignals(pid);
  if (signals === null) unknown['signals'] = platform === 'linux' ? 'failed' : 'unsupported';
  const nice = found.get('nice');
  const io = found.get('ioPriority');
  const affinity = found.get('affinity');
  const oom = found.get('oomScoreAdjust');
  return {
    nice: nice?.kind === 'nice' ? nice.nice : null,
    ioPriority: io?.kind === 'ioPriority' ? { ioClass: io.ioClass, level: io.level } : null,
    cpus: affinity?.kind === 'affinity' ? affinity.cpus : null,
    oomScoreAdjust: oom?.kind === 'oomScoreAdjust' ? oom.adjust : null,
    signals,
    mixed,
    unknown,
  };
}

function readSignals(pid: number): SignalSettings | null {
  if (platform !== 'linux') return null;
  try {
    const masks = parseSignalMasks(readFileSync(`/proc/${pid}/status`, 'latin1'));
    if (masks === null) return null;
    const numbers = new Map(signalsHere().map((name): [SignalName, number] => [name, signalNumberOf(name)!]));
    const named = (mask: bigint): SignalName[] => namesInMask(mask, numbers);
    return { ignored: named(masks.ignored), caught: named(masks.caught), blocked: named(masks.blocked), pending: named(masks.pending) };
  } catch {
    // It ended a moment ago.
    return null;
  }
}
