import type { Port } from '../../shared/transport/port.ts';
import type { HelperProgram } from './privilege/elevatedCommand.ts';
import type { ReaderLauncher } from './reader/readerChild.ts';
import type { SettingsKeeper } from './settings/settingsKeeper.ts';

export interface EngineOptions {
  /** Absolute path of the built sampler thread. */
  readonly samplerWorker: string;
  /** Starts the killable reader: forkReader under Node, a utility process under Electron. */
  readonly launchReader: ReaderLauncher;
  /** 'auto' takes the native provider where the system has one. */
  readonly provider: 'auto' | 'portable';
  /** How it is set, and who owns that: the interval is taken from here. */
  readonly settings: SettingsKeeper;
  /** The program that is run with privilege for one action; null: there is none. */
  readonly helper: HelperProgram | null;
  /** Refuses every action. */
  readonly isReadOnly: boolean;
  /** Hears of bugs and of what a user should be told; one line each, already safe to print. */
  readonly log: (line: string) => void;
}

/** The running engine: samples, answers, signals. One per program, however many views look at it. */
export interface Engine {
  /** Serves one view over its port until the port closes. */
  attach(port: Port): void;
  /** Stops sampling and ends the thread and the reader; settles within 2 s even when a process cannot be read. */
  close(): Promise<void>;
}
