import type { SignalName } from '../../../shared/process/signals.ts';

/** Errno names of a refused signal (kill(2)). */
export type SendResult =
  | { readonly kind: 'sent' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed'; readonly code: string };

/** The one function of the program that signals a process. Its callers have checked who the pid is. */
export function sendSignal(pid: number, signal: SignalName): SendResult {
  try {
    process.kill(pid, signal);
    return { kind: 'sent' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    if (code === 'ESRCH') return { kind: 'gone' };
    return code === 'EPERM' ? { kind: 'denied' } : { kind: 'failed', code };
  }
}
