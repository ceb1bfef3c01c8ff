import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseRestart } from '../../../../shared/process/comeback.ts';
import { parseControlGroup } from '../../../../shared/process/controlGroup.ts';

/** Where units lie, the strongest first (systemd.unit(5)). */
const SYSTEM_FOLDERS = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];
const USER_FOLDERS = ['/etc/systemd/user', '/run/systemd/user', '/usr/local/lib/systemd/user', '/usr/lib/systemd/user'];

/** The service whose main process this is, and its `Restart=`; null where it is no service's main process as far as can be told. */
export function readRestartRule(pid: number, ppid: number | null): { readonly unit: string; readonly restart: string } | null {
  const group = readGroup(pid);
  if (group?.unit?.endsWith('.service') !== true) return null;
  // The main process is started by the manager, which is in no unit of that name.
  if (ppid !== null && ppid !== 1 && readGroup(ppid)?.path === group.path) return null;
  const isOfUser = /\/user@\d+\.service\/./.test(group.path);
  const folders = isOfUser ? [join(homedir(), '.config/systemd/user'), ...USER_FOLDERS] : SYSTEM_FOLDERS;
  return { unit: group.unit, restart: parseRestart(readUnit(group.unit, folders)) };
}

/** The systemd unit that a process belongs to; null: none, or it has ended. */
export function readUnitOf(pid: number): string | null {
  return readGroup(pid)?.unit ?? null;
}

/** Whether a unit has a timer of the same name, which starts it (systemd.timer(5)); null where the control groups name no service. */
export function hasTimer(controlGroups: string | null): boolean | null {
  const unit = controlGroups === null ? null : (parseControlGroup(controlGroups)?.unit ?? null);
  if (unit?.endsWith('.service') !== true) return null;
  const timer = unit.replace(/\.service$/, '.timer');
  return [...SYSTEM_FOLDERS, ...USER_FOLDERS].some((folder) => existsSync(join(folder, timer)));
}

function readGroup(pid: number): ReturnType<typeof parseControlGroup> {
  const text = read(`/proc/${pid}/cgroup`);
  return text === null ? null : parseControlGroup(text);
}

/** The texts that make up a unit: its file (a template's for an instance), then its drop-ins by name, the strongest folder's first found. */
export function readUnit(unit: string, folders: readonly string[]): string[] {
  const names = [unit, unit.replace(/@.+\.service$/, '@.service')];
  const file = names.flatMap((name) => folders.map((folder) => read(join(folder, name)))).find((text) => text !== null);
  const dropIns = new Map<string, string>();
  for (const folder of folders) {
    for (const name of new Set(names)) {
      for (const part of list(join(folder, `${name}.d`))) if (part.endsWith('.conf') && !dropIns.has(part)) dropIns.set(part, join(folder, `${name}.d`, part));
    }
  }
  const parts = [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => read(path));
  return [file ?? '', ...parts.map((text) => text ?? '')];
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
