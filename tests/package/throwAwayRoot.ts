import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What this machine's system looks like with something installed in it, of which the machine itself has nothing. */
export interface ThrowAwayRoot {
  /** Runs a command in it, as root or as an ordinary user; what it printed, and its status. */
  run(command: readonly string[], options?: RunOptions): { readonly status: number | null; readonly output: string };
  start(command: readonly string[], options?: RunOptions): ChildProcess;
  /** Where a file of it can be read from outside. */
  path(inside: string): string;
  end(): Promise<void>;
}

export interface RunOptions {
  readonly isUser?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

const USER = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

/** Why there can be none; empty where there can. */
export function whyNoRoot(): string {
  if (process.geteuid?.() !== 0) return 'a root of its own needs root';
  return spawnSync('unshare', ['--mount', 'true']).status === 0 ? '' : 'there are no mount namespaces';
}

/**
 * An overlay over this machine's own root, in a mount namespace that a sleeping shell holds open. It is made the namespace's root, for under
 * chroot(2) no sandbox can be made (user_namespaces(7), EPERM).
 */
export async function openThrowAwayRoot(): Promise<ThrowAwayRoot> {
  const folder = mkdtempSync(join(tmpdir(), 'procession-root-'));
  const script = `set -e
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
cd "$1"
mkdir upper work root
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
cd root
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs -o mode=1777 tmpfs tmp
if [ -d /tmp/.X11-unix ]; then mkdir tmp/.X11-unix; mount --bind /tmp/.X11-unix tmp/.X11-unix; fi
mkdir .old
pivot_root . .old
cd /
umount -l .old
echo ready
exec sleep 3600`;
  const holder = spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(holder, 'exit');
  await Promise.race([once(holder.stdout, 'data'), exited.then(() => Promise.reject(new Error('no overlay could be mounted')))]);
  const within = (command: readonly string[], isUser: boolean): [string, string[]] => [
    'nsenter',
    [`--mount=/proc/${holder.pid}/ns/mnt`, ...(isUser ? USER : []), ...command],
  ];
  const envOf = (env: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    PATH: `${process.env['PATH']}:/usr/sbin:/sbin`,
    LANG: 'en_US.UTF-8',
    ...env,
  });
  return {
    run: (command, { isUser = false, env } = {}) => {
      const [file, args] = within(command, isUser);
      const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', env: envOf(env), cwd: '/', maxBuffer: 64 * 1024 * 1024, timeout: 110_000 });
      return { status, output: stdout + stderr };
    },
    start: (command, { isUser = false, env } = {}) => {
      const [file, args] = within(command, isUser);
      return spawn(file, args, { env: envOf(env), cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    },
    path: (inside) => join(`/proc/${holder.pid}/root`, inside),
    end: async () => {
      holder.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
