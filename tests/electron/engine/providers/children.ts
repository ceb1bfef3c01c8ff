import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process of the test's own that does nothing and ends by itself after `seconds`. */
export async function startSleeper(seconds = 60): Promise<{ readonly pid: number; end(): Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ['-e', `setTimeout(() => {}, ${seconds * 1000})`, 'procession-test-child'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return {
    pid: child.pid!,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
