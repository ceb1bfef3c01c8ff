import type { SignalName } from '../../../shared/process/signals.ts';
import { signalNumberOf } from './signalNumber.ts';

/** Errno names of a refused signal (kill(2)). */
export type SendResult =
  | { readonly kind: 'sent' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed'; readonly code: string };

/** Signals by bare pid, where the system has no pidfds. null sends nothing and tells whether one may. Its callers have checked who the pid is. */
export function sendSignal(pid: number, signal: SignalName | null): SendResult {
  const number = signal === null ? 0 : signalNumberOf(signal);
  if (number === null) return { kind: 'failed', code: 'EINVAL' };
  try {
    process.kill(pid, number);
    return { kind: 'sent' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    if (code === 'ESRCH') return { kind: 'gone' };
    return code === 'EPERM' ? { kind: 'denied' } : { kind: 'failed', code };
  }
}
