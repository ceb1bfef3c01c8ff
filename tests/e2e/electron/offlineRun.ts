import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stageForUser } from './userShell.ts';

/** What the app said of itself, once a second. */
export interface OfflineSecond {
  readonly rows: number;
  /** How often anything has looked for a way to another machine, in vain, since the start. */
  readonly ways: number;
}

/** The app in a network namespace of its own that holds nothing, so that whatever wants to leave the machine is counted by the kernel. */
export interface OfflineRun {
  readonly seconds: readonly OfflineSecond[];
  end(): Promise<void>;
}

/** Not even the loopback is up: the app needs none. */
const NAMESPACE = ['unshare', '--net'];

export const canRunOffline = (): boolean => process.geteuid?.() === 0 && spawnSync(NAMESPACE[0]!, [NAMESPACE[1]!, 'true']).status === 0;

export function startOffline(): OfflineRun {
  const stage = stageForUser();
  const tell = join(stage.program, 'tellRows.cjs');
  cpSync(join(import.meta.dirname, 'fixtures/tellRows.cjs'), tell);
  const args = ['--lang=en-US', '-r', tell, '-r', join(stage.program, 'endWithTests.cjs'), '-r', join(stage.program, 'dist/desktop/early.cjs'), stage.program];
  const [file = '', ...rest] = [...NAMESPACE, ...stage.become, stage.electron, ...args];
  const child: ChildProcess = spawn(file, rest, { cwd: stage.folder, env: stage.env, stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  const seconds: OfflineSecond[] = [];
  let text = '';
  child.stdout!.on('data', (bytes: Buffer) => {
    const lines = (text + bytes.toString()).split('\n');
    text = lines.pop() ?? '';
    seconds.push(...lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as OfflineSecond));
  });
  return {
    seconds,
    end: async () => {
      child.kill('SIGTERM');
      await exited;
      rmSync(stage.folder, { recursive: true, force: true });
    },
  };
}

/** How often the kernel counts a program that does try: what shows that the count can tell. */
export function countOneTry(): number {
  const program = `require('node:net').connect(80, '192.0.2.1').on('error', () => {
    const [names, values] = require('node:fs').readFileSync('/proc/self/net/snmp', 'latin1').split('\\n').filter((line) => line.startsWith('Ip: ')).map((line) => line.split(' '));
    console.log(values[names.indexOf('OutNoRoutes')]);
  })`;
  return Number(spawnSync(NAMESPACE[0]!, [NAMESPACE[1]!, process.execPath, '-e', program], { encoding: 'utf8' }).stdout);
}
