/** Signals that end this program unless it listens to them. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `undo` when this program ends before the function that is answered is called: by process.exit, or by a signal that asks it to. After the
 * signal it ends all the same, unless others listen to it too, who then decide.
 */
export function onAbort(undo: () => void): () => void {
  const release = (): void => {
    process.off('exit', undo);
    for (const signal of ENDING) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals): void => {
    undo();
    release();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.on('exit', undo);
  for (const signal of ENDING) process.on(signal, end);
  return release;
}
