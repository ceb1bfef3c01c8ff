import { createHash } from 'node:crypto';

const MOST_REMEMBERED = 1_000;

/** Remembers requests by id, so that a double click, a replay or a second window does nothing twice (E12). */
export class RequestLedger<T> {
  readonly #outcomes = new Map<string, { readonly what: string; readonly outcome: Promise<T> }>();

  /** Runs the action once per id; the same id again answers the first outcome. null when the id was used for something else. */
  once(id: string, description: string, run: () => Promise<T>): Promise<T> | null {
    // An action on a subtree is described by thousands of identities.
    const what = createHash('sha256').update(description).digest('base64');
    const known = this.#outcomes.get(id);
    if (known !== undefined) return known.what === what ? known.outcome : null;
    const outcome = run();
    this.#outcomes.set(id, { what, outcome });
    if (this.#outcomes.size > MOST_REMEMBERED) this.#outcomes.delete(this.#outcomes.keys().next().value!);
    return outcome;
  }
}
