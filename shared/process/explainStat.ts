import type { Text } from '../words/text.ts';

/** One letter of STAT, in words. */
export interface StatLetter {
  readonly letter: string;
  readonly name: Text;
  /** What follows from it for the one who looks. */
  readonly consequence: Text;
  /** The state's name in operating-system text books; null for modifiers and unknown letters. */
  readonly textbook: Text | null;
}

type Meaning = Omit<StatLetter, 'letter'>;

const BLOCKED: Text = { en: 'blocked (waiting)', zh: '阻塞（等待）' };
const TERMINATED: Text = { en: 'terminated', zh: '终止' };
const SUSPENDED: Text = { en: 'suspended', zh: '挂起' };

/** First letter: the kernel's state (proc_pid_stat(5), field 3; ps(1), PROCESS STATE CODES). */
const STATES: Readonly<Record<string, Meaning>> = {
  R: {
    name: { en: 'running or ready', zh: '运行或就绪' },
    consequence: { en: 'It is on a processor or waits for one in the run queue.', zh: '正在处理器上执行，或在运行队列中等待处理器。' },
    textbook: { en: 'ready or running', zh: '就绪或运行' },
  },
  S: {
    name: { en: 'sleeping', zh: '睡眠' },
    consequence: { en: 'It waits for an event and uses no processor. A signal wakes it.', zh: '等待某个事件，不占用处理器。信号可以唤醒它。' },
    textbook: BLOCKED,
  },
  D: {
    name: { en: 'uninterruptible sleep', zh: '不可中断睡眠' },
    consequence: {
      en: 'It waits inside the kernel, mostly for a disk or the network. Every signal waits too, SIGKILL included.',
      zh: '在内核中等待，多为磁盘或网络。所有信号都要等待，SIGKILL 也不例外。',
    },
    textbook: BLOCKED,
  },
  T: {
    name: { en: 'stopped', zh: '已停止' },
    consequence: { en: 'Job control stopped it. It does nothing until SIGCONT.', zh: '被作业控制停止，收到 SIGCONT 之前不会执行。' },
    textbook: SUSPENDED,
  },
  t: {
    name: { en: 'traced', zh: '被跟踪' },
    consequence: { en: 'A debugger or tracer holds it and decides when it goes on.', zh: '被调试器或跟踪器暂停，由其决定何时继续。' },
    textbook: SUSPENDED,
  },
  Z: {
    name: { en: 'zombie', zh: '僵尸' },
    consequence: {
      en: 'It has exited; its parent has not collected its exit status yet. It uses no memory and cannot be killed: the way out is its parent.',
      zh: '已经退出，但父进程尚未收取其退出状态。不占内存，无法再被杀死：出路在于其父进程。',
    },
    textbook: TERMINATED,
  },
  I: {
    name: { en: 'idle kernel thread', zh: '空闲内核线程' },
    consequence: { en: 'A thread of the kernel without work. It does not count as load.', zh: '没有工作的内核线程，不计入系统负载。' },
    textbook: BLOCKED,
  },
  X: {
    name: { en: 'dead', zh: '已消亡' },
    consequence: { en: 'It is being removed and will be gone at once.', zh: '正在被移除，马上消失。' },
    textbook: TERMINATED,
  },
};

/** Z with live threads is no zombie (domain.md): only its first thread exited. */
const LEADER_EXITED: Meaning = {
  name: { en: 'leader exited', zh: '主线程已退出' },
  consequence: {
    en: 'Its first thread has exited, but others live: it runs, and it can be ended.',
    zh: '首个线程已退出，但其他线程仍在运行：进程仍然存活，可以结束。',
  },
  textbook: null,
};

/** The letters after the state (ps(1), PROCESS STATE CODES). */
const MODIFIERS: Readonly<Record<string, Meaning>> = {
  '<': {
    name: { en: 'favoured', zh: '高优先级' },
    consequence: { en: 'A negative nice value: it gets more processor time than others.', zh: 'nice 值为负：比其他进程获得更多处理器时间。' },
    textbook: null,
  },
  N: {
    name: { en: 'nice', zh: '低优先级' },
    consequence: { en: 'A positive nice value: it gives way to others.', zh: 'nice 值为正：让位于其他进程。' },
    textbook: null,
  },
  L: {
    name: { en: 'locked memory', zh: '锁定内存' },
    consequence: { en: 'Some of its pages are locked in RAM and never swapped out.', zh: '部分内存页锁定在内存中，不会被换出。' },
    textbook: null,
  },
  s: {
    name: { en: 'session leader', zh: '会话首进程' },
    consequence: { en: 'It leads a session. When it ends, its terminal’s jobs get SIGHUP.', zh: '会话的首进程。它结束时，其终端上的作业会收到 SIGHUP。' },
    textbook: null,
  },
  l: {
    name: { en: 'many threads', zh: '多线程' },
    consequence: { en: 'It has more than one thread. The state letter is that of the first.', zh: '有多个线程，状态字母属于首个线程。' },
    textbook: null,
  },
  '+': {
    name: { en: 'in the foreground', zh: '前台' },
    consequence: { en: 'It is in the foreground group of its terminal: Ctrl-C reaches it.', zh: '属于其终端的前台进程组：Ctrl-C 会送达它。' },
    textbook: null,
  },
};

/** Every letter that we know, in the order in which they are explained. */
export const STATE_LETTERS: readonly string[] = Object.keys(STATES);
export const MODIFIER_LETTERS: readonly string[] = Object.keys(MODIFIERS);

const UNKNOWN_LETTER: Meaning = {
  name: { en: 'unknown letter', zh: '未知字母' },
  consequence: { en: 'This system reports a letter that Procession does not know.', zh: '系统报告了 Procession 不认识的字母。' },
  textbook: null,
};

/** Spells out STAT letter by letter: the state first, then what modifies it. Letters that are new to us are kept and say so. */
export function explainStat(stat: string): StatLetter[] {
  return [...stat].map((letter, index) => ({ letter, ...meaningOf(letter, index, stat) }));
}

/** The state alone, in words: what chips and counters say. */
export function explainState(state: string): StatLetter {
  return { letter: state, ...meaningOf(state, 0, state) };
}

function meaningOf(letter: string, index: number, stat: string): Meaning {
  if (index === 0 && letter === 'Z' && stat.slice(1).includes('l')) return LEADER_EXITED;
  const meanings = index === 0 ? STATES : MODIFIERS;
  return Object.hasOwn(meanings, letter) ? meanings[letter]! : UNKNOWN_LETTER;
}
