import type { AppUpdater } from 'electron-updater';
import type { Text } from '../../shared/words/text.ts';

/** How far an update has come. */
export type UpdateState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  /** There is no newer version. */
  | { readonly kind: 'newest' }
  | { readonly kind: 'available'; readonly version: string }
  /** `percent`: 0 to 100. */
  | { readonly kind: 'loading'; readonly percent: number }
  /** It is on the disk and its checksum holds; it is put in place when the user says so. */
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'failed'; readonly message: string };

/** What electron-updater offers of which this is made. */
export type Updater = Pick<
  AppUpdater,
  'autoDownload' | 'autoInstallOnAppQuit' | 'updateConfigPath' | 'logger' | 'checkForUpdates' | 'downloadUpdate' | 'quitAndInstall'
> & { on(event: 'download-progress', listener: (info: { percent: number }) => void): unknown };

/** A file that names the feed, as electron-updater reads it, and the one machine that may be asked. */
export interface UpdateFeed {
  readonly path: string;
  readonly host: string;
}

/** Reads what the package's builder wrote (build/package/config.mjs); null where it names no address that packages may come from. */
export function parseUpdateFeed(path: string, text: string, isPackaged: boolean): UpdateFeed | null {
  const { url } = JSON.parse(text) as { url?: unknown };
  if (typeof url !== 'string' || !URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  // What comes over http could be anybody's.
  const isRight = protocol === 'https:' || (!isPackaged && protocol === 'http:' && hostname === '127.0.0.1');
  return isRight ? { path, host: hostname } : null;
}

/**
 * Looks for a newer version, loads it and puts it in place, each step only when the user asks for it: without a click nothing goes out.
 * The library is loaded at the first click.
 */
export class Updates {
  readonly #feed: UpdateFeed;
  readonly #load: () => Promise<Updater>;
  readonly #onChange: (state: UpdateState) => void;
  #updater: Updater | null = null;
  #state: UpdateState = { kind: 'idle' };

  constructor(feed: UpdateFeed, load: () => Promise<Updater>, onChange: (state: UpdateState) => void) {
    this.#feed = feed;
    this.#load = load;
    this.#onChange = onChange;
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** Takes the next step: looks, loads, or puts in place what was loaded. Settles when it is done; never rejects. */
  async step(): Promise<void> {
    try {
      const updater = await this.#open();
      switch (this.#state.kind) {
        case 'checking':
        case 'loading':
          return;
        case 'available':
          return await this.#download(updater, this.#state.version);
        case 'ready':
          return updater.quitAndInstall();
        case 'idle':
        case 'newest':
        case 'failed':
          return await this.#check(updater);
        default:
          this.#state satisfies never;
      }
    } catch (error) {
      this.#become({ kind: 'failed', message: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) });
    }
  }

  async #open(): Promise<Updater> {
    if (this.#updater !== null) return this.#updater;
    const updater = await this.#load();
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.updateConfigPath = this.#feed.path;
    // What it says is about its own steps; what failed is told by what it throws.
    updater.logger = null;
    updater.on('download-progress', ({ percent }) => {
      if (this.#state.kind === 'loading') this.#become({ kind: 'loading', percent: Math.floor(percent) });
    });
    this.#updater = updater;
    return updater;
  }

  async #check(updater: Updater): Promise<void> {
    this.#become({ kind: 'checking' });
    const found = await updater.checkForUpdates();
    if (found === null) throw new Error('this kind of package does not update itself');
    this.#become(found.isUpdateAvailable ? { kind: 'available', version: found.updateInfo.version } : { kind: 'newest' });
  }

  async #download(updater: Updater, version: string): Promise<void> {
    this.#become({ kind: 'loading', percent: 0 });
    await updater.downloadUpdate();
    this.#become({ kind: 'ready', version });
  }

  #become(state: UpdateState): void {
    this.#state = state;
    this.#onChange(state);
  }
}

/** The entry of the menu: what a click does next, or how far it is; `isEnabled` where a click does something. */
export function describeUpdate(state: UpdateState): { readonly label: Text; readonly isEnabled: boolean } {
  switch (state.kind) {
    case 'checking':
      return { label: { en: 'Checking for Updates…', zh: '正在检查更新…' }, isEnabled: false };
    case 'available':
      return { label: { en: `Download Version ${state.version}`, zh: `下载版本 ${state.version}` }, isEnabled: true };
    case 'loading':
      return { label: { en: `Downloading… ${state.percent} %`, zh: `正在下载… ${state.percent} %` }, isEnabled: false };
    case 'ready':
      return { label: { en: `Restart and Install Version ${state.version}`, zh: `重启并安装版本 ${state.version}` }, isEnabled: true };
    case 'idle':
    case 'newest':
    case 'failed':
      return { label: { en: 'Check for Updates…', zh: '检查更新…' }, isEnabled: true };
    default:
      return state satisfies never;
  }
}

/** What is to be said when a step has ended without another; null: nothing, the menu tells. */
export function describeUpdateEnd(state: UpdateState): Text | null {
  if (state.kind === 'newest') return { en: 'This is the newest version.', zh: '当前已是最新版本。' };
  if (state.kind === 'failed') return { en: `The update failed: ${state.message}`, zh: `更新失败：${state.message}` };
  return null;
}
