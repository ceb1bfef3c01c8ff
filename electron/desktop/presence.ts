import { app } from 'electron';
import type { FindingsReport } from '../../shared/process/diagnosis/finding.ts';
import type { Settings } from '../../shared/settings/registry.ts';
import type { Language } from '../../shared/words/text.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineWatch } from './engineWatch.ts';
import { countForBadge, FindingNews } from './findingNews.ts';
import type { Selection } from './ipcPort.ts';
import { Notifier } from './notifications.ts';
import { TrayIcon } from './tray.ts';
import { describeTray } from './trayText.ts';

export interface PresenceOptions {
  readonly engine: Pick<Engine, 'attach'>;
  /** A PNG. */
  readonly icon: string;
  readonly onOpen: () => void;
  readonly onSelect: (target: Selection) => void;
}

/** What shows of the app outside of its window: badge, notifications, tray. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #news = new FindingNews();
  readonly #notifier: Notifier;
  readonly #watch: EngineWatch;
  #tray: TrayIcon | null = null;
  #settings: Settings;
  #language: Language;

  constructor(options: PresenceOptions, settings: Settings, language: Language) {
    this.#options = options;
    this.#settings = settings;
    this.#language = language;
    this.#notifier = new Notifier(options.onSelect);
    this.#watch = new EngineWatch(options.engine, {
      onFindings: (report) => this.#hear(report),
      onSample: (rows, system) => this.#tray?.show(describeTray(rows.values(), system, this.#language)),
    });
    this.apply(settings, language);
  }

  get hasTray(): boolean {
    return this.#tray !== null;
  }

  apply(settings: Settings, language: Language): void {
    // The icon speaks one language all its life.
    if (language !== this.#language) this.#removeTray();
    this.#settings = settings;
    this.#language = language;
    if (settings.tray && this.#tray === null) {
      const { icon, onOpen, onSelect } = this.#options;
      this.#tray = new TrayIcon({ icon, language, onOpen, onSelect, onQuit: () => app.quit() });
    } else if (!settings.tray) {
      this.#removeTray();
    }
    this.#watch.look(settings.tray);
  }

  #removeTray(): void {
    this.#tray?.close();
    this.#tray = null;
  }

  #hear({ findings }: FindingsReport): void {
    app.setBadgeCount(countForBadge(findings));
    this.#notifier.tell(this.#news.take(findings, this.#settings.notify), this.#language);
  }
}
