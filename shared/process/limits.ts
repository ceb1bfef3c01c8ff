import type { UnknownReason, Unit } from '../fields/field.ts';
import type { Text } from '../words/text.ts';
import type { Answer } from './inspection.ts';

/** Limits of a process, by the names that the kernel has for them in /proc/PID/limits. */
export const LIMITS = [
  { id: 'openFiles', kernel: 'Max open files', unit: null, header: { en: 'Open files', zh: '打开的文件' } },
  { id: 'processes', kernel: 'Max processes', unit: null, header: { en: 'Threads of its user', zh: '该用户的线程' } },
  { id: 'stack', kernel: 'Max stack size', unit: 'bytes', header: { en: 'Stack', zh: '栈' } },
  { id: 'addressSpace', kernel: 'Max address space', unit: 'bytes', header: { en: 'Address space', zh: '地址空间' } },
  { id: 'data', kernel: 'Max data size', unit: 'bytes', header: { en: 'Data', zh: '数据段' } },
  { id: 'locked', kernel: 'Max locked memory', unit: 'bytes', header: { en: 'Locked memory', zh: '锁定的内存' } },
  { id: 'cpuTime', kernel: 'Max cpu time', unit: 'ms', header: { en: 'CPU time', zh: 'CPU 时间' } },
  { id: 'pendingSignals', kernel: 'Max pending signals', unit: null, header: { en: 'Queued signals of its user', zh: '该用户排队的信号' } },
  { id: 'fileSize', kernel: 'Max file size', unit: 'bytes', header: { en: 'Size of a file', zh: '文件大小' } },
  { id: 'coreSize', kernel: 'Max core file size', unit: 'bytes', header: { en: 'Core dump', zh: '核心转储' } },
  { id: 'fileLocks', kernel: 'Max file locks', unit: null, header: { en: 'File locks', zh: '文件锁' } },
  { id: 'messageQueues', kernel: 'Max msgqueue size', unit: 'bytes', header: { en: 'Message queues', zh: '消息队列' } },
  { id: 'nice', kernel: 'Max nice priority', unit: null, header: { en: 'Nice (20 − n)', zh: 'Nice（20 − n）' } },
  { id: 'realtime', kernel: 'Max realtime priority', unit: null, header: { en: 'Real-time priority', zh: '实时优先级' } },
] as const satisfies readonly { readonly id: string; readonly kernel: string; readonly unit: Unit | null; readonly header: Text }[];
export type LimitId = (typeof LIMITS)[number]['id'];
export const LIMIT_IDS = LIMITS.map(({ id }) => id) as [LimitId, ...LimitId[]];

/** A limit and what of it is used, in the unit of its kind. */
export interface Limit {
  readonly id: LimitId;
  /** What holds now; it may raise it up to `hard` itself. */
  readonly soft: number | 'unlimited';
  readonly hard: number | 'unlimited';
  /** null: it is not known how much is used, and `unknown` says why. */
  readonly used: number | null;
  readonly unknown: UnknownReason | null;
}

export type LimitList = Answer<{ readonly limits: readonly Limit[] }>;
