import { createStore, type StoreApi } from 'zustand/vanilla';
import { DEFAULTS, type SettingId, type Settings, type SettingsChange, type SomeSettings, withChange } from '../../shared/settings/registry.ts';
import type { SettingsNotice, SettingsReport } from '../../shared/settings/report.ts';
import type { Client } from '../../shared/transport/client.ts';

export interface SettingsState {
  /** As they hold in this view: what it changed itself holds at once. */
  readonly values: Settings;
  /** Whether the host has told them; until then they are the defaults. */
  readonly isLoaded: boolean;
  /** The file they are kept in; null: none, or not known yet. */
  readonly path: string | null;
  readonly isDesktop: boolean;
  readonly notice: SettingsNotice | null;
  /** Why the host did not take the last change; null: it did. */
  readonly refusal: string | null;
}

export interface SettingsStore extends StoreApi<SettingsState> {
  change(set: SomeSettings): void;
  /** Back to what they were at first. */
  reset(ids: readonly SettingId[]): void;
  /** Asks the host for them, and tells it what was changed while there was none; null: there is none now. */
  connect(client: Client | null): void;
  hear(report: SettingsReport): void;
  /** The page goes away: what the host does not know yet is told at once. */
  flush(): void;
  /** The user has read what was said. */
  dismiss(): void;
}

/** ms between two messages: a column that is dragged changes with each frame. */
const SEND_EVERY = 150;
/** Characters of one message; large settings go one by one. */
const MOST_TEXT = 16_000;

/** How Procession is set, as the host keeps it for all views. */
export function createSettingsStore(): SettingsStore {
  const store = createStore<SettingsState>(() => ({ values: DEFAULTS, isLoaded: false, path: null, isDesktop: false, notice: null, refusal: null }));
  const { getState, setState } = store;
  let client: Client | null = null;
  let told: Settings = DEFAULTS;
  /** What the host does not know yet. undefined: back to the default. */
  const unsent = new Map<SettingId, unknown>();
  /** What is under way to it. */
  let underWay: ReadonlyMap<SettingId, unknown> = new Map();
  let dismissed = '';
  let sentAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const withOwn = (values: Settings): Settings => withChange(withChange(values, changeOf(underWay)), changeOf(unsent));

  const hear = ({ values, path, isDesktop, notice }: SettingsReport): void => {
    told = values;
    setState({
      values: withOwn(withSame(values, getState().values)),
      isLoaded: true,
      path,
      isDesktop,
      notice: JSON.stringify(notice) === dismissed ? null : notice,
    });
  };

  const send = async (): Promise<void> => {
    timer = undefined;
    const to = client;
    if (to === null || underWay.size > 0 || unsent.size === 0) return;
    underWay = takeSome(unsent);
    sentAt = performance.now();
    const answer = await to.request('saveSettings', changeOf(underWay));
    const sent = underWay;
    underWay = new Map();
    if (answer.ok) {
      setState({ refusal: null });
      hear(answer.value);
    } else if (answer.error.code === 'closed') {
      // They go to whoever comes next.
      for (const [id, value] of sent) if (!unsent.has(id)) unsent.set(id, value);
    } else {
      setState({ values: withOwn(told), refusal: answer.error.message });
    }
    sendSoon();
  };
  const sendSoon = (): void => {
    if (client !== null && unsent.size > 0 && underWay.size === 0)
      timer ??= setTimeout(() => void send(), Math.max(0, sentAt + SEND_EVERY - performance.now()));
  };

  const change = (news: SettingsChange): void => {
    for (const id of news.reset) unsent.set(id, undefined);
    for (const [id, value] of Object.entries(news.set)) if (value !== undefined) unsent.set(id as SettingId, value);
    setState(({ values }) => ({ values: withChange(values, news) }));
    sendSoon();
  };

  return {
    ...store,
    change: (set) => change({ set, reset: [] }),
    reset: (reset) => change({ set: {}, reset }),
    connect: (next) => {
      client = next;
      if (next === null) return;
      next.on('settings', hear);
      void next.request('loadSettings', {}).then((answer) => {
        if (client !== next) return;
        if (answer.ok) hear(answer.value);
        sendSoon();
      });
    },
    hear,
    flush: () => {
      if (client !== null && unsent.size > 0) void client.request('saveSettings', changeOf(unsent));
    },
    dismiss: () => {
      dismissed = JSON.stringify(getState().notice);
      setState({ notice: null, refusal: null });
    },
  };
}

function changeOf(news: ReadonlyMap<SettingId, unknown>): SettingsChange {
  const set = Object.fromEntries([...news].filter(([, value]) => value !== undefined)) as SettingsChange['set'];
  return { set, reset: [...news].filter(([, value]) => value === undefined).map(([id]) => id) };
}

/** Takes the first ones out, as many as fit into a message, and one at least. */
function takeSome(unsent: Map<SettingId, unknown>): ReadonlyMap<SettingId, unknown> {
  const taken = new Map<SettingId, unknown>();
  let text = 0;
  for (const [id, value] of unsent) {
    text += JSON.stringify(value)?.length ?? 0;
    if (taken.size > 0 && text > MOST_TEXT) break;
    taken.set(id, value);
    unsent.delete(id);
  }
  return taken;
}

/** The new values, but the old objects where they are the same: nobody draws again for them. */
function withSame(values: Settings, before: Settings): Settings {
  return withChange(before, { set: values, reset: [] });
}
