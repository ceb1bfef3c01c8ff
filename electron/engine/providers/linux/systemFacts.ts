import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';

/** Facts of the running kernel that do not change until the next boot. */
export interface SystemFacts {
  /** Clock ticks per second of /proc/PID/stat (AT_CLKTCK). */
  readonly ticksPerSecond: number;
  /** Bytes (AT_PAGESZ). */
  readonly pageSize: number;
}

const AT_NULL = 0;
const AT_PAGESZ = 6;
const AT_CLKTCK = 17;

/** Reads the auxiliary vector that the kernel gave this process (getauxval(3)); sysconf(3) has the same from there. */
export function readSystemFacts(): SystemFacts {
  const vector = readFileSync('/proc/self/auxv');
  const isLittle = endianness() === 'LE';
  const is64Bit = process.arch.endsWith('64') || process.arch === 's390x';
  const size = is64Bit ? 8 : 4;
  const word = (offset: number): number => {
    if (!is64Bit) return isLittle ? vector.readUInt32LE(offset) : vector.readUInt32BE(offset);
    return Number(isLittle ? vector.readBigUInt64LE(offset) : vector.readBigUInt64BE(offset));
  };
  let ticksPerSecond = 100;
  let pageSize = 4096;
  for (let offset = 0; offset + 2 * size <= vector.length; offset += 2 * size) {
    const type = word(offset);
    if (type === AT_NULL) break;
    if (type === AT_CLKTCK) ticksPerSecond = word(offset + size);
    if (type === AT_PAGESZ) pageSize = word(offset + size);
  }
  return { ticksPerSecond, pageSize };
}

/** The soft limit of open descriptors of this process (proc_pid_limits(5)); 1024, the usual default, where it cannot be read. */
export function readDescriptorLimit(): number {
  const match = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'latin1'));
  if (match === null) return 1024;
  return match[1] === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(match[1]);
}
