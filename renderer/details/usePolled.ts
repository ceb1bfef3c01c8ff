import { useEffect, useState } from 'react';
import type { Client } from '../../shared/transport/client.ts';
import type { ContractError, Result } from '../../shared/transport/contract.ts';
import { useLink, usePause } from '../state/stores.tsx';

/** What is known of an answer that is asked for again and again. */
export interface Polled<T> {
  /** The last one; null until there is one. */
  readonly value: T | null;
  /** Why the last question has no answer; null: it has. */
  readonly error: ContractError | null;
}

const NOTHING: Polled<never> = { value: null, error: null };

/**
 * Asks the engine at once and every so many ms while the part that calls it is shown. A view that is paused or that nobody can see asks nothing.
 * `ask` says what is asked: another function is another question, and the answer to the one before is forgotten. null: nothing is asked, and
 * what is known stays. `again` is called with a function that asks at once, and answers how that is stopped.
 */
export function usePolled<T>(
  subject: string,
  ask: ((client: Client) => Promise<Result<T>>) | null,
  everyMs: number,
  again?: (askNow: () => void) => () => void,
): Polled<T> {
  const client = useLink((state) => state.client);
  const isPaused = usePause(({ since }) => since !== null);
  const [known, setKnown] = useState<Polled<T> & { readonly subject: string }>({ ...NOTHING, subject });
  useEffect(() => {
    if (client === null || ask === null || isPaused) return;
    let isCurrent = true;
    let isAsking = false;
    let askedAt = Number.NEGATIVE_INFINITY;
    const askNow = async (): Promise<void> => {
      if (isAsking || document.visibilityState !== 'visible') return;
      isAsking = true;
      askedAt = performance.now();
      const answer = await ask(client);
      isAsking = false;
      if (!isCurrent || (!answer.ok && answer.error.code === 'closed')) return;
      setKnown((before) => ({
        subject,
        value: answer.ok ? answer.value : before.subject === subject ? before.value : null,
        error: answer.ok ? null : answer.error,
      }));
    };
    const onVisible = (): void => {
      if (performance.now() - askedAt >= everyMs) void askNow();
    };
    void askNow();
    const timer = setInterval(() => void askNow(), everyMs);
    const stop = again?.(() => void askNow());
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      isCurrent = false;
      clearInterval(timer);
      stop?.();
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [client, subject, ask, everyMs, isPaused, again]);
  return known.subject === subject ? known : NOTHING;
}
