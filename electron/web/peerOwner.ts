import { readFile } from 'node:fs/promises';

/** Both ends of a loopback connection, as the accepting socket sees them. */
export interface Ends {
  readonly peerPort: number;
  readonly ownPort: number;
}

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'] as const;
/** 127.0.0.1 as the kernel prints it (host byte order of a little-endian machine, or of a big-endian one), plain and mapped into IPv6. */
const LOOPBACK = '(?:0000000000000000FFFF0000|0{20}FFFF)?(?:0100007F|7F000001)';

/**
 * The uid in the row whose local end is the peer's and whose remote end is ours (proc_net_tcp); null where there is no such row, or where nobody
 * holds that end any more: the kernel then says inode 0, and uid 0 whoever it was.
 */
export function parsePeerUid(table: string, ends: Ends): number | null {
  const port = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
  const row = new RegExp(`^ *\\d+: ${LOOPBACK}:${port(ends.peerPort)} ${LOOPBACK}:${port(ends.ownPort)} \\w\\w \\S+ \\S+ \\S+ +(\\d+) +\\d+ [1-9]`, 'm').exec(
    table,
  );
  return row === null ? null : Number(row[1]);
}

/** Who holds the other end: a uid, 'none' where no row tells (it has gone, or is not of this machine), 'unsupported' where the system has no such table. */
export async function readPeerUid(ends: Ends): Promise<number | 'none' | 'unsupported'> {
  let isSupported = false;
  for (const path of TABLES) {
    const table = await readFile(path, 'latin1').catch(() => null);
    if (table === null) continue;
    isSupported = true;
    const uid = parsePeerUid(table, ends);
    if (uid !== null) return uid;
  }
  return isSupported ? 'none' : 'unsupported';
}
