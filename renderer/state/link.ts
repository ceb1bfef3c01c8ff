import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Client, connect } from '../../shared/transport/client.ts';
import type { EngineStatus } from '../../shared/transport/contract.ts';
import type { Port } from '../../shared/transport/port.ts';
import { subscribe } from '../../shared/transport/subscription.ts';
import type { Opening } from '../ports/opening.ts';
import { createGatherer } from './gather.ts';
import type { ProcessStore } from './processStore.ts';
import type { SystemStore } from './systemStore.ts';

/** How the view stands with its engine. */
export type LinkPhase =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly why: 'unreachable' | 'busy' }
  | { readonly kind: 'refused'; readonly why: 'missing' | 'wrong' };

export interface LinkState {
  readonly phase: LinkPhase;
  /** null while there is no connection. */
  readonly client: Client | null;
  readonly status: EngineStatus | null;
  /** Whether nothing has come for longer than samples are apart: the other side hangs, and has not closed. */
  readonly isSilent: boolean;
  /** What the engine said was wrong, in its words; null while all is well. */
  readonly trouble: string | null;
}

export interface Link extends StoreApi<LinkState> {
  /** Does not wait for the next try; lets go of a connection that is silent. */
  retry(): void;
  setVisible(isVisible: boolean): void;
  stop(): void;
}

/** ms before the first try after a loss, and at most. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5000;
/** ms in which the messages of one sample are gathered: taken in together they are drawn in one frame, where each would have one of its own. */
const GATHERED_FOR = 12;

/** ms of silence that mean nothing, beside three samples: a busy machine may be late. */
const SILENCE = 4000;

/** Whether it is time to say that nothing comes. `interval` is what the engine said last, in ms. */
export function isTooSilent(silentFor: number, interval: number | null): boolean {
  return silentFor > SILENCE + 3 * (interval ?? 1000);
}

/** Connects, keeps the table in step, and after a loss connects again, with growing pauses, until it is stopped or refused. */
export function startLink(open: () => Promise<Opening>, processes: ProcessStore, system: SystemStore): Link {
  const store = createStore<LinkState>(() => ({ phase: { kind: 'connecting' }, client: null, status: null, isSilent: false, trouble: null }));
  let pause = FIRST_PAUSE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpening = false;
  let isStopped = false;
  let isVisible = true;
  let heardAt = performance.now();

  const hear = (): void => {
    heardAt = performance.now();
    if (store.getState().isSilent) store.setState({ isSilent: false });
  };
  const listening = setInterval(() => {
    const { phase, status, isSilent } = store.getState();
    const isNowSilent = isVisible && phase.kind === 'live' && isTooSilent(performance.now() - heardAt, status?.interval ?? null);
    if (isNowSilent && !isSilent) store.setState({ isSilent: true });
  }, 1000);

  const lose = (why: 'unreachable' | 'busy'): void => {
    if (isStopped) return;
    store.setState({ phase: { kind: 'lost', why }, client: null, status: null, isSilent: false });
    clearTimeout(timer);
    timer = setTimeout(() => void tryOpen(), pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };

  const tryOpen = async (): Promise<void> => {
    if (isOpening || isStopped) return;
    isOpening = true;
    const opening = await open();
    isOpening = false;
    switch (opening.kind) {
      case 'open':
        return isStopped ? opening.port.close('the view has stopped') : follow(opening.port);
      case 'refused':
        return store.setState({ phase: opening });
      case 'busy':
      case 'unreachable':
        return lose(opening.kind);
      default:
        return opening satisfies never;
    }
  };

  const follow = (port: Port): void => {
    const client = connect(port);
    const news = createGatherer(GATHERED_FOR);
    client.onClose(() => {
      news.clear();
      // It was let go of.
      if (store.getState().client !== client) return;
      lose('unreachable');
    });
    client.on('status', (status) => {
      hear();
      news.add('status', () => store.setState({ status }));
    });
    client.on('system', (line) => {
      hear();
      news.add('system', () => system.take(line));
    });
    store.setState({ client });
    if (!isVisible) void client.request('setVisible', { isVisible });
    const table = subscribe(
      client,
      {
        onSnapshot: ({ capabilities }) => {
          pause = FIRST_PAUSE;
          hear();
          news.flush();
          processes.take(table.rows, table.clock, capabilities);
          store.setState({ phase: { kind: 'live' }, trouble: null });
        },
        onDelta: () => {
          hear();
          news.add('table', () => processes.takeInSteps(table.rows, table.clock));
        },
        onError: ({ code, message }) => {
          if (code !== 'closed') store.setState({ trouble: message });
          client.close();
        },
      },
      (run) => void setTimeout(run),
    );
  };

  void tryOpen();
  return {
    ...store,
    retry: () => {
      const { client } = store.getState();
      if (client !== null) {
        lose('unreachable');
        client.close();
      }
      clearTimeout(timer);
      void tryOpen();
    },
    setVisible: (nowVisible) => {
      isVisible = nowVisible;
      // While nobody looked samples were rare.
      heardAt = performance.now();
      void store.getState().client?.request('setVisible', { isVisible });
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      clearInterval(listening);
      const { client } = store.getState();
      // Nobody asks a client that is closed.
      store.setState({ client: null });
      client?.close();
    },
  };
}
