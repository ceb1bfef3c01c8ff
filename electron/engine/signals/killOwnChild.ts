/** Ends a child that this program started and has not reaped, so the pid is certainly still its own. */
export function killOwnChild(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Reaped a moment ago: there is nothing left to end.
  }
}
