import type { Link } from '../link.ts';
import { isZombie } from '../../../../shared/process/stat.ts';
import { bytesToText } from './bytesToText.ts';
import { ProcFiles } from './descriptors.ts';

const files = new ProcFiles(0);

/** Lists every process with its parent, from stat alone. */
export function listLinksOfProc(): Link[] {
  const links: Link[] = [];
  for (const name of files.list()) {
    const code = name.charCodeAt(0);
    if (code < 0x31 || code > 0x39) continue;
    const length = files.readOnce(`/proc/${name}/stat`);
    const link = length > 0 ? parseLink(files.text(length)) : null;
    if (link !== null) links.push(link);
  }
  return links;
}

/** `stat` has one character a byte. comm may hold spaces and parentheses: it ends at the last ')' (proc_pid_stat(5)). null for a line that is no stat. */
export function parseLink(stat: string): Link | null {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  if (open < 0 || close < open || fields.length < 20) return null;
  return {
    pid: Number.parseInt(stat, 10),
    comm: bytesToText(Buffer.from(stat.slice(open + 1, close), 'latin1')),
    ppid: Number(fields[1]),
    pgid: Number(fields[2]),
    sid: Number(fields[3]),
    startTime: Number(fields[19]),
    isZombie: isZombie({ state: fields[0]!, threads: Number(fields[17]) }),
  };
}
