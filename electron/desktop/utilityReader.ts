import { utilityProcess } from 'electron';
import type { ReaderLauncher } from '../engine/reader/readerChild.ts';
import type { ReaderMessage } from '../engine/reader/readerProtocol.ts';

/**
 * Starts the killable reader as a utility process: the packaged app cannot run as Node. Electron ends one by SIGTERM, which such a
 * process neither catches nor blocks, so that it breaks off a blocked read as SIGKILL would.
 */
export function forkUtilityReader(program: string): ReaderLauncher {
  return (listener) => {
    const child = utilityProcess.fork(program, [], { serviceName: 'Procession reader', stdio: 'ignore' });
    child.on('message', (message: ReaderMessage) => listener.onMessage(message));
    child.once('exit', () => listener.onExit());
    return {
      send: (order) => child.postMessage(order),
      kill: () => void child.kill(),
    };
  };
}
