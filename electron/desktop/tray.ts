import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { ProcessId } from '../../shared/process/identity.ts';
import type { Language, Text } from '../../shared/words/text.ts';
import type { TrayText } from './trayText.ts';

export interface TrayOptions {
  /** A PNG of at least SIDE px. */
  readonly icon: string;
  readonly language: Language;
  readonly onOpen: () => void;
  readonly onSelect: (id: ProcessId) => void;
  readonly onQuit: () => void;
}

/** px of the icon where it is shown. */
const SIDE = 22;
/** ms between two menus: a new one closes the one that is open. */
const MENU_EVERY = 5000;
const OPEN: Text = { en: 'Open Procession', zh: '打开 Procession' };
const QUIT: Text = { en: 'Quit', zh: '退出' };

/** The tray icon: the machine's CPU in its tooltip (and beside it on macOS), the busiest processes in its menu. */
export class TrayIcon {
  readonly #options: TrayOptions;
  readonly #tray: Tray;
  #menuAt = Number.NEGATIVE_INFINITY;

  constructor(options: TrayOptions) {
    this.#options = options;
    this.#tray = new Tray(nativeImage.createFromPath(options.icon).resize({ width: SIDE, height: SIDE, quality: 'best' }));
    this.#tray.on('click', options.onOpen);
    this.#tray.setToolTip('Procession');
    this.#setMenu([]);
  }

  show({ figure, title, top }: TrayText): void {
    this.#tray.setTitle(figure, { fontType: 'monospacedDigit' });
    this.#tray.setToolTip(title);
    if (performance.now() - this.#menuAt < MENU_EVERY) return;
    this.#menuAt = performance.now();
    const { onSelect } = this.#options;
    this.#setMenu([
      { label: title, enabled: false },
      ...top.map(({ id, label }) => ({ label: plainLabel(label), click: () => onSelect(id) })),
      { type: 'separator' },
    ]);
  }

  close(): void {
    this.#tray.destroy();
  }

  #setMenu(first: readonly MenuItemConstructorOptions[]): void {
    const { language, onOpen, onQuit } = this.#options;
    this.#tray.setContextMenu(Menu.buildFromTemplate([...first, { label: OPEN[language], click: onOpen }, { label: QUIT[language], click: onQuit }]));
  }
}

/** In a menu `&` marks the letter of a key. */
function plainLabel(text: string): string {
  return text.replaceAll('&', '&&');
}
