import * as z from 'zod/mini';
import { defineSetting } from './setting.ts';

/** Actions that can be done without being asked about: each can be taken back by another. */
export const ASKABLE = ['suspend', 'resume', 'nice'] as const;
export type Askable = (typeof ASKABLE)[number];

export const asksBefore = defineSetting(z.array(z.enum(ASKABLE)).check(z.maxLength(ASKABLE.length)), [...ASKABLE], {
  group: 'asking',
  label: { en: 'Show the plan before', zh: '执行前显示计划' },
  help: {
    en: 'What may end a process or is for several always shows its plan.',
    zh: '可能结束进程或涉及多个进程的操作始终显示计划。',
  },
  control: {
    kind: 'several',
    options: [
      { value: 'suspend', label: { en: 'Suspending one process', zh: '暂停单个进程' } },
      { value: 'resume', label: { en: 'Resuming one process', zh: '继续单个进程' } },
      { value: 'nice', label: { en: 'Nice + 1 and − 1 of one process', zh: '单个进程的 nice + 1 与 − 1' } },
    ],
  },
});
