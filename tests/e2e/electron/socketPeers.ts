import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Pids below a process, by what /proc says now. */
export function readDescendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 0; at = parents.get(at)) if (at === root) return true;
    return false;
  };
  return [...parents.keys()].filter(isBelow);
}

/** The far ends (address:port) of the TCP and UDP sockets that the processes hold now; sockets without one are left out. */
export function readSocketPeers(pids: readonly number[]): string[] {
  const inodes = new Set(pids.flatMap(readSocketInodes));
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) => {
    const [, ...rows] = readFileSync(`/proc/net/${table}`, 'latin1').trimEnd().split('\n');
    return rows.flatMap((row) => {
      const columns = row.trim().split(/\s+/);
      const [address = '', port = ''] = (columns[2] ?? '').split(':');
      return inodes.has(columns[9] ?? '') && Number.parseInt(port, 16) !== 0 ? [`${formatAddress(address)}:${Number.parseInt(port, 16)}`] : [];
    });
  });
}

function readSocketInodes(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** As proc_net_tcp(5) prints it on a little-endian machine; IPv6 stays in hexadecimal, but the mapped IPv4. */
function formatAddress(hex: string): string {
  const ipv4 = hex.replace(/^0{16}FFFF0000(?=.{8}$)/, '');
  if (ipv4.length !== 8) return hex === `${'0'.repeat(24)}01000000` ? '127.::1' : hex;
  return [6, 4, 2, 0].map((at) => Number.parseInt(ipv4.slice(at, at + 2), 16)).join('.');
}
