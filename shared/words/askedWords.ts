import type { Language, Text } from './text.ts';

/** What is said where a link or a notification goes to a process that is not there. */
export const describeMissing = (pid: number, language: Language): string => MISSING(pid)[language];

export const DISMISS: Text = { en: 'Dismiss', zh: '知道了' };

const MISSING = (pid: number): Text => ({ en: `There is no process ${pid} now: it has ended.`, zh: `当前没有进程 ${pid}：它已结束。` });
