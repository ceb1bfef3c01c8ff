import type { Capabilities, PrivilegeWay } from '../../shared/process/snapshot.ts';
import { realTimeSignalName, SIGNAL_NAMES, type SignalName } from '../../shared/process/signals.ts';
import type { ProviderCapabilities } from './providers/provider.ts';
import { hasUniqueInodes } from './signals/bindProcess.ts';
import { changesHere, cpusHere } from './signals/settings.ts';
import { countRealTimeSignals, signalNumberOf } from './signals/signalNumber.ts';

/** What the provider can tell, and what this program can do on this system. */
export function capabilitiesOf(provider: ProviderCapabilities, isReadOnly: boolean, privilege: PrivilegeWay | null): Capabilities {
  const { platform, provider: source, fields } = provider;
  return {
    platform,
    provider: source,
    fields,
    identity: hasUniqueInodes() ? 'pidfd' : 'recheck',
    enginePid: process.pid,
    signals: isReadOnly ? [] : signalsHere(),
    changes: isReadOnly ? [] : changesHere(),
    cpus: cpusHere(),
    privilege: isReadOnly ? null : privilege,
  };
}

/** The signals that this system has, the common ones first. */
export function signalsHere(): SignalName[] {
  const named = SIGNAL_NAMES.filter((name) => signalNumberOf(name) !== null);
  return [...named, ...Array.from({ length: countRealTimeSignals() }, (_, offset) => realTimeSignalName(offset))];
}
