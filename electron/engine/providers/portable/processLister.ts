import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import psList, { type ProcessDescriptor } from 'ps-list';
import { withDeadline } from './withDeadline.ts';

/** Node publishes every child process of this thread here. */
const CHANNEL = 'child_process';
/** What ps-list and pidusage start, as it is called: a call of another thread of this program cannot be seen on the channel. */
const HELPER = /^(?:ps|fastlist-[\d.]+-x\d\d\.exe)(?: <defunct>)?$/;

/** Calls ps-list, one call at a time, and leaves out the processes that the call itself makes. */
export class ProcessLister {
  #running: Promise<unknown> | null = null;

  /** `deadline` in ms: a process that cannot be read stops ps, and with it ps-list, for as long as it likes. */
  constructor(readonly deadline: number) {}

  /**
   * Every process with a pid from 1 up. Throws where ps-list fails or does not answer in time. While a call that ran out of time
   * is still under way no other is made, so that stuck ps processes do not pile up.
   */
  async list(): Promise<ProcessDescriptor[]> {
    while (this.#running !== null) await withDeadline(this.#running, this.deadline, 'ps');
    const call = listOthers();
    this.#running = call.then(
      () => (this.#running = null),
      () => (this.#running = null),
    );
    return withDeadline(call, this.deadline, 'ps');
  }
}

async function listOthers(): Promise<ProcessDescriptor[]> {
  const children: ChildProcess[] = [];
  const note = (message: unknown): void => void children.push((message as { process: ChildProcess }).process);
  subscribe(CHANNEL, note);
  try {
    const rows = await psList();
    if (rows.length === 0) throw new Error('it found no process at all');
    const own = new Set(children.map((child) => child.pid));
    return rows.filter((row) => row.pid >= 1 && !(row.ppid === process.pid && (own.has(row.pid) || HELPER.test(row.name))));
  } catch (error) {
    throw new Error(`The process list could not be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    unsubscribe(CHANNEL, note);
  }
}
