import type { Text } from '../words/text.ts';

/** What a signal does where the target has set nothing (signal(7), "Standard signals"). */
export type DefaultAction = 'terminate' | 'core' | 'stop' | 'continue' | 'ignore';

export interface SignalInfo {
  readonly name: SignalName;
  readonly action: DefaultAction;
  /** Whether the target can handle, block or ignore it: all but SIGKILL and SIGSTOP. */
  readonly isCatchable: boolean;
  readonly help: Text;
}

export const SIGNAL_NAMES = ['SIGTERM', 'SIGKILL', 'SIGSTOP', 'SIGCONT', 'SIGHUP', 'SIGINT', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT', 'SIGCHLD'] as const;
/** A signal by name: the numbers differ between systems. */
export type SignalName = (typeof SIGNAL_NAMES)[number];

/** The common signals, most used first. */
export const SIGNALS: readonly SignalInfo[] = [
  {
    name: 'SIGTERM',
    action: 'terminate',
    isCatchable: true,
    help: { en: 'Asks the process to end; it may clean up first, or refuse.', zh: '请求进程结束；它可以先清理，也可以拒绝。' },
  },
  {
    name: 'SIGKILL',
    action: 'terminate',
    isCatchable: false,
    help: { en: 'Ends the process at once. It cannot be caught; unsaved work is lost.', zh: '立即结束进程，无法捕获，未保存的工作会丢失。' },
  },
  {
    name: 'SIGSTOP',
    action: 'stop',
    isCatchable: false,
    help: { en: 'Suspends the process until SIGCONT. It cannot be caught.', zh: '暂停进程，直到收到 SIGCONT，无法捕获。' },
  },
  { name: 'SIGCONT', action: 'continue', isCatchable: true, help: { en: 'Resumes a stopped process.', zh: '恢复已停止的进程。' } },
  {
    name: 'SIGHUP',
    action: 'terminate',
    isCatchable: true,
    help: { en: 'The terminal was closed; many daemons read their settings again.', zh: '终端已关闭；许多守护进程会重新读取配置。' },
  },
  { name: 'SIGINT', action: 'terminate', isCatchable: true, help: { en: 'What Ctrl-C sends.', zh: '即 Ctrl-C 所发送的信号。' } },
  {
    name: 'SIGUSR1',
    action: 'terminate',
    isCatchable: true,
    help: { en: 'Its meaning is the program’s own; ends a program that does not handle it.', zh: '含义由程序自定；未处理它的程序会结束。' },
  },
  {
    name: 'SIGUSR2',
    action: 'terminate',
    isCatchable: true,
    help: { en: 'Its meaning is the program’s own; ends a program that does not handle it.', zh: '含义由程序自定；未处理它的程序会结束。' },
  },
  {
    name: 'SIGQUIT',
    action: 'core',
    isCatchable: true,
    help: { en: 'Ends the process with a core dump; Java prints its threads instead.', zh: '结束进程并转储核心；Java 则打印其线程。' },
  },
  {
    name: 'SIGCHLD',
    action: 'ignore',
    isCatchable: true,
    help: { en: 'Tells a parent that a child has changed; may make it reap zombies.', zh: '通知父进程其子进程有变化，可能促使它回收僵尸。' },
  },
];

export function findSignal(name: string): SignalInfo | null {
  return SIGNALS.find((signal) => signal.name === name) ?? null;
}

/** Reads a signal as a person writes it: `SIGTERM`, `TERM`, `term`. Numbers are refused: they differ between systems. */
export function parseSignalName(text: string): SignalName | null {
  const upper = text.toUpperCase();
  return findSignal(upper.startsWith('SIG') ? upper : `SIG${upper}`)?.name ?? null;
}

/** Whether the target is expected to be gone after it. */
export function endsProcess(signal: SignalInfo): boolean {
  return signal.action === 'terminate' || signal.action === 'core';
}
