const LOOK_EVERY_MS = 200;

/**
 * Ends this program by SIGTERM when the one that started it is gone. `npm` passes SIGTERM on to the shell between us alone, which dies of it and
 * tells nobody. Does nothing outside of npm, where a program may well outlive its parent, and on Windows, where npm ends the whole tree.
 */
export function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
