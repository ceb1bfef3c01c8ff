import { readdirSync, readFileSync } from 'node:fs';

/**
 * ms of CPU that a process used so far, with its ended and reaped children; null when it is gone. Its living threads are counted in ns
 * (proc_pid_schedstat(5)), for an idle program takes less than a tick of 10 ms a second.
 */
export function readCpuTime(pid) {
  const fields = readStat(pid);
  if (fields === null) return null;
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  const threads = readThreadTimes(pid);
  return (threads > 0 ? threads : (user + system) * 10) + (childrenUser + childrenSystem) * 10;
}

/** ms of CPU of all living threads; 0 where the kernel does not count. */
function readThreadTimes(pid) {
  let ns = 0;
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) ns += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]);
  } catch {
    // It ended meanwhile.
  }
  return ns / 1e6;
}

/** ms of CPU that the ended and reaped children of this process used: field 16 + 17. */
export function readChildrenCpuTime() {
  const fields = readStat('self');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/** Bytes in RAM; 0 when it is gone. */
export function readRss(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}

/** The process and all below it. */
export function readFamily(pid) {
  const childrenOf = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = readStat(name);
    if (fields === null) continue;
    const parent = Number(fields[1]);
    if (!childrenOf.has(parent)) childrenOf.set(parent, []);
    childrenOf.get(parent).push(Number(name));
  }
  const family = [pid];
  for (const member of family) family.push(...(childrenOf.get(member) ?? []));
  return family;
}

/** Fields from the third on: after the name, which may hold anything. */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
