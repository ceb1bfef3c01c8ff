/**
 * Loaded by `-r` into programs that an end-to-end test starts. Ends such a program by SIGTERM when the test process is gone: one that was
 * killed can end nobody. Playwright leaves Electron no pipe whose end could tell, so the parent is looked at. Windows keeps a parent's pid for ever,
 * and there a shell stands between: nothing is done.
 */
const LOOK_EVERY_MS = 200;
const PATIENCE_MS = 3000;

const tests = Number(process.env.PROCESSION_TEST_PID);
if (process.platform !== 'win32' && tests > 0) {
  const timer = setInterval(() => {
    if (process.ppid === tests) return;
    clearInterval(timer);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
