import { constants } from 'node:os';
import type { Capabilities } from '../../shared/process/snapshot.ts';
import { SIGNALS } from '../../shared/process/signals.ts';
import type { ProviderCapabilities } from './providers/provider.ts';

/** What the provider can tell, and what this program can do on this system. */
export function capabilitiesOf(provider: ProviderCapabilities, isReadOnly: boolean): Capabilities {
  const { platform, provider: source, fields } = provider;
  const known = constants.signals as Readonly<Record<string, number | undefined>>;
  return {
    platform,
    provider: source,
    fields,
    identity: 'recheck',
    enginePid: process.pid,
    signals: isReadOnly ? [] : SIGNALS.flatMap((signal) => (known[signal.name] === undefined ? [] : [signal.name])),
  };
}
