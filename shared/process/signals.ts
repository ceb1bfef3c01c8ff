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

/** The common ones, most used first. */
export const COMMON_SIGNAL_NAMES = ['SIGTERM', 'SIGKILL', 'SIGSTOP', 'SIGCONT', 'SIGHUP', 'SIGINT', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT', 'SIGCHLD'] as const;
/** The common ones first, then the rest of those with a name of their own on Linux or macOS. Which of them a system has is in its capabilities. */
export const SIGNAL_NAMES = [
  ...COMMON_SIGNAL_NAMES,
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGWINCH',
  'SIGALRM',
  'SIGPIPE',
  'SIGABRT',
  'SIGSEGV',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
  'SIGSYS',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGVTALRM',
  'SIGPROF',
  'SIGIO',
  'SIGURG',
  'SIGPWR',
  'SIGSTKFLT',
  'SIGINFO',
] as const;
/** `SIGRTMIN+0` and up: signals without a meaning of their own. How many there are, the system says. */
export type RealTimeSignalName = `SIGRTMIN+${number}`;
/** A signal by name: the numbers differ between systems. */
export type SignalName = (typeof SIGNAL_NAMES)[number] | RealTimeSignalName;

/** Real-time signals that any Linux could have beside the standard ones: 32 to 64 (signal(7)). */
const MOST_REAL_TIME = 33;

/** Those with a name of their own. */
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
  {
    name: 'SIGTSTP',
    action: 'stop',
    isCatchable: true,
    help: { en: 'What Ctrl-Z sends: asks the process to suspend itself.', zh: '即 Ctrl-Z 所发送的信号：请求进程自行暂停。' },
  },
  {
    name: 'SIGTTIN',
    action: 'stop',
    isCatchable: true,
    help: { en: 'A background process wanted to read from its terminal.', zh: '后台进程试图读取其终端。' },
  },
  { name: 'SIGTTOU', action: 'stop', isCatchable: true, help: { en: 'A background process wanted to write to its terminal.', zh: '后台进程试图写入其终端。' } },
  { name: 'SIGWINCH', action: 'ignore', isCatchable: true, help: { en: 'The size of the terminal’s window changed.', zh: '终端窗口大小已改变。' } },
  { name: 'SIGALRM', action: 'terminate', isCatchable: true, help: { en: 'A timer that the program set has run out.', zh: '程序设置的定时器已到时。' } },
  {
    name: 'SIGPIPE',
    action: 'terminate',
    isCatchable: true,
    help: { en: 'It wrote to a pipe or socket that nobody reads.', zh: '向无人读取的管道或套接字写入。' },
  },
  {
    name: 'SIGABRT',
    action: 'core',
    isCatchable: true,
    help: { en: 'The program gives up on itself (abort); ends with a core dump.', zh: '程序自行中止（abort），并转储核心。' },
  },
  {
    name: 'SIGSEGV',
    action: 'core',
    isCatchable: true,
    help: { en: 'It touched memory that it may not touch; ends with a core dump.', zh: '访问了不允许访问的内存，结束并转储核心。' },
  },
  {
    name: 'SIGBUS',
    action: 'core',
    isCatchable: true,
    help: { en: 'It touched memory that cannot be reached; ends with a core dump.', zh: '访问了无法到达的内存，结束并转储核心。' },
  },
  {
    name: 'SIGILL',
    action: 'core',
    isCatchable: true,
    help: { en: 'It ran an instruction that does not exist; ends with a core dump.', zh: '执行了不存在的指令，结束并转储核心。' },
  },
  {
    name: 'SIGFPE',
    action: 'core',
    isCatchable: true,
    help: { en: 'It divided by zero or the like; ends with a core dump.', zh: '发生除以零之类的算术错误，结束并转储核心。' },
  },
  {
    name: 'SIGTRAP',
    action: 'core',
    isCatchable: true,
    help: { en: 'A breakpoint of a debugger; ends with a core dump where none is attached.', zh: '调试器断点；无调试器时结束并转储核心。' },
  },
  {
    name: 'SIGSYS',
    action: 'core',
    isCatchable: true,
    help: { en: 'It made a system call that is forbidden or does not exist; ends with a core dump.', zh: '进行了被禁止或不存在的系统调用，结束并转储核心。' },
  },
  {
    name: 'SIGXCPU',
    action: 'core',
    isCatchable: true,
    help: { en: 'It used up its limit of CPU time; ends with a core dump.', zh: '用尽了 CPU 时间限额，结束并转储核心。' },
  },
  {
    name: 'SIGXFSZ',
    action: 'core',
    isCatchable: true,
    help: { en: 'It wrote a file beyond its limit of size; ends with a core dump.', zh: '写入的文件超过大小限额，结束并转储核心。' },
  },
  {
    name: 'SIGVTALRM',
    action: 'terminate',
    isCatchable: true,
    help: { en: 'A timer of its own CPU time has run out.', zh: '按自身 CPU 时间计的定时器已到时。' },
  },
  { name: 'SIGPROF', action: 'terminate', isCatchable: true, help: { en: 'A profiler’s timer has run out.', zh: '性能分析定时器已到时。' } },
  {
    name: 'SIGIO',
    action: 'terminate',
    isCatchable: true,
    help: { en: 'A file that it asked to be told of is ready; ends a program that does not handle it.', zh: '它所关注的文件已就绪；未处理它的程序会结束。' },
  },
  { name: 'SIGURG', action: 'ignore', isCatchable: true, help: { en: 'Urgent data has come on a socket.', zh: '套接字上有紧急数据到达。' } },
  { name: 'SIGPWR', action: 'terminate', isCatchable: true, help: { en: 'The power is about to fail; init acts on it.', zh: '即将断电，由 init 处理。' } },
  {
    name: 'SIGSTKFLT',
    action: 'terminate',
    isCatchable: true,
    help: { en: 'A fault of the coprocessor’s stack; no kernel sends it any more.', zh: '协处理器栈错误；内核已不再发送。' },
  },
  {
    name: 'SIGINFO',
    action: 'ignore',
    isCatchable: true,
    help: { en: 'What Ctrl-T sends on macOS: asks for a line on how it is doing.', zh: '即 macOS 上 Ctrl-T 所发送的信号：请求报告进展。' },
  },
];

const REAL_TIME = /^SIGRTMIN\+(0|[1-9]\d?)$/;

/** n of `SIGRTMIN+n`; null for every other signal. */
export function realTimeOffset(name: string): number | null {
  const match = REAL_TIME.exec(name);
  const offset = match === null ? MOST_REAL_TIME : Number(match[1]);
  return offset < MOST_REAL_TIME ? offset : null;
}

export function realTimeSignalName(offset: number): RealTimeSignalName {
  return `SIGRTMIN+${offset}`;
}

/** Whether a value is the name of a signal, as messages write it. */
export function isSignalName(name: unknown): name is SignalName {
  return typeof name === 'string' && ((SIGNAL_NAMES as readonly string[]).includes(name) || realTimeOffset(name) !== null);
}

export function findSignal(name: string): SignalInfo | null {
  const offset = realTimeOffset(name);
  return offset === null ? (SIGNALS.find((signal) => signal.name === name) ?? null) : describeRealTime(offset);
}

/** The default action of every real-time signal is to terminate (signal(7)). */
function describeRealTime(offset: number): SignalInfo {
  return {
    name: realTimeSignalName(offset),
    action: 'terminate',
    isCatchable: true,
    help: {
      en: `Real-time signal ${offset}: its meaning is the program’s own; ends a program that does not handle it.`,
      zh: `实时信号 ${offset}：含义由程序自定；未处理它的程序会结束。`,
    },
  };
}

/** Reads a signal as a person writes it: `SIGTERM`, `TERM`, `term`, `RTMIN`, `RTMIN+3`. Numbers are refused: they differ between systems. */
export function parseSignalName(text: string): SignalName | null {
  const upper = text.toUpperCase();
  const name = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  return findSignal(name === 'SIGRTMIN' ? realTimeSignalName(0) : name)?.name ?? null;
}

/** Whether the target is expected to be gone after it. */
export function endsProcess(signal: SignalInfo): boolean {
  return signal.action === 'terminate' || signal.action === 'core';
}
