import type { ProcHiding } from '../system/surroundings.ts';
import type { Language, Text } from './text.ts';

const HIDEPID: Readonly<Record<NonNullable<ProcHiding['hidepid']>, Text>> = {
  1: {
    en: 'Some processes are hidden from you: /proc is mounted with hidepid=1 (noaccess), so other users’ processes cannot be read.',
    zh: '部分进程对您隐藏：/proc 以 hidepid=1（noaccess）挂载，无法读取其他用户的进程。',
  },
  2: {
    en: 'Some processes are hidden from you: /proc is mounted with hidepid=2 (invisible), so other users’ processes do not show at all.',
    zh: '部分进程对您隐藏：/proc 以 hidepid=2（invisible）挂载，其他用户的进程完全不显示。',
  },
  4: {
    en: 'Some processes are hidden from you: /proc is mounted with hidepid=4 (ptraceable), so only those show that you may trace.',
    zh: '部分进程对您隐藏：/proc 以 hidepid=4（ptraceable）挂载，只显示您有权跟踪的进程。',
  },
};
const SUBSET: Text = {
  en: '/proc is mounted with subset=pid: it tells nothing of the machine as a whole.',
  zh: '/proc 以 subset=pid 挂载：不提供关于整机的任何信息。',
};

/** What the way in which /proc is mounted keeps back, a sentence each (D9). */
export function describeHiding({ hidepid, isSubset }: ProcHiding, language: Language): string[] {
  return [...(hidepid === null ? [] : [HIDEPID[hidepid][language]]), ...(isSubset ? [SUBSET[language]] : [])];
}
