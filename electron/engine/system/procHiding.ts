import { readFileSync } from 'node:fs';
import type { ProcHiding } from '../../../shared/system/surroundings.ts';

/** Who reads /proc. */
export interface Onlooker {
  /** Effective and supplementary groups. */
  readonly groups: readonly number[];
  /** CAP_SYS_PTRACE: may look at every process. */
  readonly maySeeAll: boolean;
}

/** Since Linux 5.8 the values have names (fs/proc/root.c). */
const HIDEPID: Readonly<Record<string, ProcHiding['hidepid']>> = { '1': 1, noaccess: 1, '2': 2, invisible: 2, '4': 4, ptraceable: 4 };

/** CAP_SYS_PTRACE (linux/capability.h), as a bit of CapEff. */
const CAP_SYS_PTRACE = 1n << 19n;

/** Parses the options with which /proc itself is mounted from /proc/self/mountinfo (proc_pid_mountinfo(5)); [] where it is not mounted. */
export function parseProcOptions(mountinfo: string): string[] {
  let options: string[] = [];
  for (const line of mountinfo.split('\n')) {
    const words = line.split(' ');
    const dash = words.indexOf('-', 6);
    // What is mounted last lies on top.
    if (dash > 0 && words[4] === '/proc') options = words[dash + 1] === 'proc' ? (words[dash + 3] ?? '').split(',') : [];
  }
  return options;
}

/** What these options hide from this onlooker; null: nothing (has_pid_permissions in fs/proc/base.c). */
export function hidingOf(options: readonly string[], { groups, maySeeAll }: Onlooker): ProcHiding | null {
  const valueOf = (name: string): string | null => options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  const set = HIDEPID[valueOf('hidepid') ?? ''] ?? null;
  // Who belongs to the group gid= (root's unless told) sees all, but with ptraceable nobody is let off.
  const isLetOff = maySeeAll || (set !== 4 && groups.includes(Number(valueOf('gid') ?? 0)));
  const hidepid = isLetOff ? null : set;
  const isSubset = valueOf('subset') === 'pid';
  return hidepid === null && !isSubset ? null : { hidepid, isSubset };
}

/** Reads what is hidden from this program; null where nothing is, or the system has no /proc. */
export function readProcHiding(): ProcHiding | null {
  try {
    const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '0';
    const maySeeAll = (BigInt(`0x${effective}`) & CAP_SYS_PTRACE) !== 0n;
    const groups = [process.getegid?.() ?? -1, ...(process.getgroups?.() ?? [])];
    return hidingOf(parseProcOptions(readFileSync('/proc/self/mountinfo', 'utf8')), { groups, maySeeAll });
  } catch {
    return null;
  }
}
