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
  /** What the engine said was wrong, in its words; null while all is well. */
  readonly trouble: string | null;
}

export interface Link extends StoreApi<LinkState> {
  /** Does not wait for the next try. */
  retry(): void;
  setVisible(isVisible: boolean): void;
  stop(): void;
}

/** ms before the first try after a loss, and at most. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5000;
/** ms in which the messages of one sample are gathered: taken in together they are drawn in one frame, where each would have one of its own. */
const GATHERED_FOR = 12;

/** Connects, keeps the table in step, and after a loss connects again, with growing pauses, until it is stopped or refused. */
export function startLink(open: () => Promise<Opening>, processes: ProcessStore, system: SystemStore): Link {
  const store = createStore<LinkState>(() => ({ phase: { kind: 'connecting' }, client: null, status: null, trouble: null }));
  let pause = FIRST_PAUSE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpening = false;
  let isStopped = false;
  let isVisible = true;

  const lose = (why: 'unreachable' | 'busy'): void => {
    if (isStopped) return;
    store.setState({ phase: { kind: 'lost', why }, client: null, status: null });
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
      lose('unreachable');
    });
    client.on('status', (status) => news.add('status', () => store.setState({ status })));
    client.on('system', (line) => news.add('system', () => system.take(line)));
    store.setState({ client });
    if (!isVisible) void client.request('setVisible', { isVisible });
    const table = subscribe(client, {
      onSnapshot: ({ capabilities }) => {
        pause = FIRST_PAUSE;
        news.flush();
        processes.take(table.rows, table.clock, capabilities);
        store.setState({ phase: { kind: 'live' }, trouble: null });
      },
      onDelta: () => news.add('table', () => processes.takeInSteps(table.rows, table.clock)),
      onError: ({ code, message }) => {
        if (code !== 'closed') store.setState({ trouble: message });
        client.close();
      },
    });
  };

  void tryOpen();
  return {
    ...store,
    retry: () => {
      clearTimeout(timer);
      void tryOpen();
    },
    setVisible: (nowVisible) => {
      isVisible = nowVisible;
      void store.getState().client?.request('setVisible', { isVisible });
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      store.getState().client?.close();
    },
  };
}
