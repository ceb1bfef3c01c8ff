import { fork } from 'node:child_process';
import { READER_THREADS, type ReadOrder, type ReaderMessage } from './readerProtocol.ts';

/** The reader's child as its host holds it: forked by Node, or a utility process under Electron. */
export interface ReaderChild {
  send(order: ReadOrder): void;
  /** Ends it at once, also in the middle of a blocked read: SIGKILL. */
  kill(): void;
}

export interface ReaderChildListener {
  onMessage(message: ReaderMessage): void;
  /** Called once: it ended, or could not be started. */
  onExit(): void;
}

/** Starts the child. Failing to start is told by onExit. */
export type ReaderLauncher = (listener: ReaderChildListener) => ReaderChild;

/** Starts the child as a Node process of the given program. */
export function forkReader(program: string): ReaderLauncher {
  return (listener) => {
    const child = fork(program, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [], env: readerEnvironment() });
    let hasEnded = false;
    const end = (): void => {
      if (hasEnded) return;
      hasEnded = true;
      listener.onExit();
    };
    child.on('message', (message) => listener.onMessage(message as ReaderMessage));
    child.on('error', end);
    child.on('exit', end);
    return {
      // A failed send is followed by exit.
      send: (order) => void child.send(order, () => {}),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}

/** Of the child: ours, and a pool that many reads can hang in. */
export const readerEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, UV_THREADPOOL_SIZE: String(READER_THREADS) });
