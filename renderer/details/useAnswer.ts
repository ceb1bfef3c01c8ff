import { useCallback, useState } from 'react';
import type { ProcessId } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Client } from '../../shared/transport/client.ts';
import type { ContractError, Result } from '../../shared/transport/contract.ts';
import { useHasEnded } from '../state/stores.tsx';
import { usePolled } from './usePolled.ts';

/** Asks about a process while it lives; of one that has ended the last answer stays. `ask` must be one function for one question. */
export function useAnswer<T extends { readonly kind: string }>(
  { key, id }: Row,
  what: string,
  ask: (client: Client, target: ProcessId) => Promise<Result<T>>,
  everyMs: number,
): { readonly answer: Exclude<T, { kind: 'gone' }> | null; readonly error: ContractError | null } {
  const hasEnded = useHasEnded(key);
  const { pid, startTime, inode } = id;
  const question = useCallback((client: Client) => ask(client, { pid, startTime, inode }), [ask, pid, startTime, inode]);
  const subject = `${key} ${what}`;
  const { value, error } = usePolled(subject, hasEnded ? null : question, everyMs);
  const [last, setLast] = useState<{ readonly subject: string; readonly answer: Exclude<T, { kind: 'gone' }> } | null>(null);
  if (value !== null && value.kind !== 'gone' && value !== last?.answer) setLast({ subject, answer: value as Exclude<T, { kind: 'gone' }> });
  return { answer: last?.subject === subject ? last.answer : null, error };
}
