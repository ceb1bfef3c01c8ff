import { readFileSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import type { ListeningPort } from '../../../../shared/process/killPlan.ts';

const LISTEN = '0A';
/** Descriptors of one process that are looked at. */
const MOST_DESCRIPTORS = 4_096;

/** The ports on which a process listens: its sockets that stand in its own network namespace's tables. null where they may not be read. */
export async function readListeningPorts(pid: number): Promise<ListeningPort[] | null> {
  try {
    const names = await readdir(`/proc/${pid}/fd`);
    const inodes = new Set<string>();
    for (const name of names.slice(0, MOST_DESCRIPTORS)) {
      const target = await readlink(`/proc/${pid}/fd/${name}`).catch(() => '');
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode !== undefined) inodes.add(inode);
    }
    if (inodes.size === 0) return [];
    return (['tcp', 'tcp6'] as const).flatMap((protocol) =>
      parseListeners(readTable(`/proc/${pid}/net/${protocol}`), protocol).flatMap(({ inode, port }) => (inodes.has(inode) ? [port] : [])),
    );
  } catch {
    return null;
  }
}

/** There is no tcp6 where IPv6 is off. */
function readTable(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** Listening sockets in the text of /proc/net/tcp or tcp6, with their inodes (proc_pid_net(5)). */
export function parseListeners(text: string, protocol: 'tcp' | 'tcp6'): { readonly inode: string; readonly port: ListeningPort }[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const [address, port] = (fields[1] ?? '').split(':');
      const inode = fields[9];
      if (fields[3] !== LISTEN || address === undefined || port === undefined || inode === undefined) return [];
      return [{ inode, port: { protocol, address: protocol === 'tcp' ? readAddress4(address) : readAddress6(address), port: Number.parseInt(port, 16) } }];
    });
}

/** The kernel prints the address as a number of this machine's byte order, which is little-endian wherever Node runs but on s390x. */
function readAddress4(hex: string): string {
  return (hex.match(/../g) ?? [])
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

/** Four such numbers; groups of zeros are shortened as in RFC 5952. */
function readAddress6(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  const groups = Array.from({ length: 8 }, (_, i) => Number.parseInt(`${bytes[2 * i] ?? '0'}${bytes[2 * i + 1] ?? '0'}`, 16).toString(16));
  const runs = [...groups.join(':').matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length);
  const text = groups.join(':');
  const run = runs[0];
  if (run === undefined) return text;
  const end = run.index + run[0].length;
  return `${text.slice(0, run.index).replace(/:$/, '')}::${text.slice(end).replace(/^:/, '')}`;
}
