import type { FindingsReport } from '../../shared/process/diagnosis/finding.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { type Delta, ProcessTable, type Snapshot } from '../../shared/process/snapshot.ts';
import type { SystemLine } from '../../shared/system/systemLine.ts';
import { PROTOCOL_VERSION, type RequestName } from '../../shared/transport/contract.ts';
import type { ServerFrame } from '../../shared/transport/frames.ts';
import type { Port } from '../../shared/transport/port.ts';
import type { Engine } from '../engine/engine.ts';

export interface WatchListener {
  onFindings(report: FindingsReport): void;
  /** After each sample while the watch looks. */
  onSample(rows: ReadonlyMap<ProcessKey, Row>, system: SystemLine): void;
}

/**
 * What the desktop itself shows of the engine: findings always, the table while it looks. A view like any other, but in this very process: what
 * comes from the engine is not copied and not checked again.
 */
export class EngineWatch implements Port {
  readonly #listener: WatchListener;
  readonly #table = new ProcessTable();
  #isLooking = false;
  #lastId = 0;
  #frameListener: (frame: unknown) => void = () => {};

  constructor(engine: Pick<Engine, 'attach'>, listener: WatchListener) {
    this.#listener = listener;
    engine.attach(this);
    this.#request('setVisible', { isVisible: false });
    this.#request('subscribe', {});
  }

  /** While it looks the engine samples as for a window. */
  look(isLooking: boolean): void {
    if (isLooking === this.#isLooking) return;
    this.#isLooking = isLooking;
    this.#table.rows.clear();
    this.#request('setVisible', { isVisible: isLooking });
    if (isLooking) this.#request('subscribe', {});
  }

  post(frame: unknown): void {
    const message = frame as ServerFrame;
    if (message.kind === 'event' && message.name === 'findings') return this.#listener.onFindings(message.data as FindingsReport);
    if (!this.#isLooking) return;
    if (message.kind === 'result') this.#load(message.value);
    else if (message.kind === 'event' && message.name === 'delta') this.#apply(message.data as Delta);
    else if (message.kind === 'event' && message.name === 'system' && this.#table.rows.size > 0)
      this.#listener.onSample(this.#table.rows, message.data as SystemLine);
  }
  onFrame(listener: (frame: unknown) => void): void {
    this.#frameListener = listener;
  }
  onClose(): void {
    // It lives as long as the engine.
  }
  close(): void {
    // Nothing is held but the table.
  }

  /** Of its requests `subscribe` alone is answered with something. */
  #load(value: unknown): void {
    if (value !== null) this.#table.load(value as Snapshot);
  }

  #apply(delta: Delta): void {
    if (this.#table.rows.size > 0 && delta.seq > this.#table.seq && !this.#table.apply(delta)) this.#request('subscribe', {});
  }

  #request(name: RequestName, params: unknown): void {
    this.#frameListener({ v: PROTOCOL_VERSION, kind: 'request', id: ++this.#lastId, name, params });
  }
}
