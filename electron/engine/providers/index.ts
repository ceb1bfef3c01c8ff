import { createLinuxProvider } from './linux/linuxProvider.ts';
import { createPortableProvider } from './portable.ts';
import { readProcessFacts } from './linux/processFacts.ts';
import { createOsSystem } from '../system/osSystem.ts';
import { createProcSystem } from '../system/procSystem.ts';
import type { SystemReader } from '../system/systemReader.ts';
import type { Reader } from '../reader/reader.ts';
import { type Inspector, NO_INSPECTOR } from './inspector.ts';
import { createLinuxInspector } from './linux/inspect/linuxInspector.ts';
import type { FactReader, ProcessProvider } from './provider.ts';

/** The provider of this system: the native one where there is one and it is wanted, else the portable one. The only switch on the system. */
export function createProvider(choice: 'auto' | 'portable'): ProcessProvider {
  if (choice === 'auto' && process.platform === 'linux') return createLinuxProvider();
  return createPortableProvider({ platform: process.platform });
}

/** The reader of the system line that goes with the provider. */
export function createSystemReader(choice: 'auto' | 'portable'): SystemReader {
  return choice === 'auto' && process.platform === 'linux' ? createProcSystem() : createOsSystem(process.platform);
}

/** The reader of facts for diagnosis and explanation that goes with the provider; one that knows nothing where there is none. */
export function createFactReader(choice: 'auto' | 'portable'): FactReader {
  return choice === 'auto' && process.platform === 'linux' ? readProcessFacts : () => null;
}

/** What reads single processes for their details, and goes with the provider; one that knows nothing where there is none. */
export function createInspector(choice: 'auto' | 'portable', reader: Reader): Inspector {
  return choice === 'auto' && process.platform === 'linux' ? createLinuxInspector(reader) : NO_INSPECTOR;
}

/** The system, for what must open a file or name a path in its way. */
export const platform: NodeJS.Platform = process.platform;
