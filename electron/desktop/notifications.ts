import { Notification } from 'electron';
import type { Finding } from '../../shared/process/diagnosis/finding.ts';
import type { ProcessId } from '../../shared/process/identity.ts';
import type { Language, Text } from '../../shared/words/text.ts';

/** Notifications of one report, and ms within which no more than that are shown: a storm of findings is no storm of notifications. */
const MOST = 3;
const WINDOW = 60_000;
/** Constant: some desktops read markup in the body, and names come from strangers. */
const BODY: Text = { en: 'Click to see it in Procession.', zh: '点击可在 Procession 中查看。' };
const MORE: Text = { en: 'Procession found more', zh: 'Procession 还有更多发现' };

/** Tells of findings through the system's notifications; a click goes to the process. */
export class Notifier {
  readonly #onClick: (id: ProcessId) => void;
  /** Until they are closed: what nobody holds is collected, and its click with it. */
  readonly #shown = new Set<Notification>();
  #since = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(onClick: (id: ProcessId) => void) {
    this.#onClick = onClick;
  }

  tell(findings: readonly Finding[], language: Language): void {
    if (!Notification.isSupported()) return;
    if (performance.now() - this.#since >= WINDOW) {
      this.#since = performance.now();
      this.#count = 0;
    }
    for (const { title, process } of findings) {
      if (++this.#count > MOST + 1) return;
      this.#show(this.#count > MOST ? MORE[language] : title[language], BODY[language], process);
    }
  }

  #show(title: string, body: string, id: ProcessId): void {
    const notification = new Notification({ title, body });
    this.#shown.add(notification);
    notification.on('click', () => this.#onClick(id));
    notification.on('close', () => this.#shown.delete(notification));
    notification.show();
  }
}
