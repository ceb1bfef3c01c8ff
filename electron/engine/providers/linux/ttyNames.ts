import { readFileSync } from 'node:fs';

interface Driver {
  readonly name: string;
  readonly major: number;
  readonly firstMinor: number;
  readonly lastMinor: number;
}

/** Names terminals as ps does, from the kernel's list of terminal drivers (/proc/tty/drivers). */
export type TtyNamer = (deviceNumber: number) => string | null;

/** A namer over the drivers that are loaded now. */
export function readTtyNames(path = '/proc/tty/drivers'): TtyNamer {
  let text = '';
  try {
    text = readFileSync(path, 'latin1');
  } catch {
    // Hidden or not mounted (subset=pid): pseudo terminals are named all the same, others by their numbers.
  }
  const drivers = parseTtyDrivers(text);
  const known = new Map<number, string | null>();
  return (deviceNumber) => {
    let name = known.get(deviceNumber);
    if (name === undefined) {
      name = nameTty(deviceNumber, drivers);
      known.set(deviceNumber, name);
    }
    return name;
  };
}

/** Lines of `NAME DEVICE MAJOR MINOR[-MINOR] TYPE`. */
export function parseTtyDrivers(text: string): Driver[] {
  const drivers: Driver[] = [];
  for (const line of text.split('\n')) {
    const match = /\s\/dev\/(\S+)\s+(\d+)\s+(\d+)(?:-(\d+))?\s/.exec(line);
    if (match === null) continue;
    const [, name, major, first, last] = match;
    drivers.push({ name: name!, major: Number(major), firstMinor: Number(first), lastMinor: Number(last ?? first) });
  }
  return drivers;
}

/** Field 7 of stat: minor in bits 31–20 and 7–0, major in bits 15–8 (proc_pid_stat(5)). 0 is none. */
export function nameTty(deviceNumber: number, drivers: readonly Driver[]): string | null {
  if (deviceNumber === 0) return null;
  const major = (deviceNumber >> 8) & 0xfff;
  const minor = (deviceNumber & 0xff) | ((deviceNumber >>> 12) & 0xfff00);
  if (major >= 136 && major <= 143) return `pts/${minor + (major - 136) * 256}`;
  const driver = drivers.find((candidate) => candidate.major === major && minor >= candidate.firstMinor && minor <= candidate.lastMinor);
  if (driver === undefined) return `${major}:${minor}`;
  if (driver.firstMinor === driver.lastMinor) return driver.name;
  // Of the consoles the number is the minor itself (tty1 is minor 1); of serial lines it counts from the first (ttyS0 is minor 64).
  return driver.name === 'tty' ? `tty${minor}` : `${driver.name}${minor - driver.firstMinor}`;
}
