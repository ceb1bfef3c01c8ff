import { utilityProcess } from 'electron';
import { readerEnvironment, type ReaderLauncher } from '../engine/reader/readerChild.ts';
import type { ReaderMessage } from '../engine/reader/readerProtocol.ts';
import { killOwnChild } from '../engine/signals/killOwnChild.ts';

/**
 * Starts the killable reader as a utility process: the packaged app cannot run as Node. Electron would end one by SIGTERM, which such a
 * process catches (its SigCgt says so), so a blocked read would not be broken off.
 */
export function forkUtilityReader(program: string): ReaderLauncher {
  return (listener) => {
    const child = utilityProcess.fork(program, [], { serviceName: 'Procession reader', stdio: 'ignore', env: readerEnvironment() });
    let isKilled = false;
    child.on('message', (message: ReaderMessage) => listener.onMessage(message));
    child.once('exit', () => listener.onExit());
    // Until then it has no pid.
    child.once('spawn', () => {
      if (isKilled && child.pid !== undefined) killOwnChild(child.pid);
    });
    return {
      send: (order) => child.postMessage(order),
      kill: () => {
        isKilled = true;
        if (child.pid !== undefined) killOwnChild(child.pid);
      },
    };
  };
}
