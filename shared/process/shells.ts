/** Programs that run what a person or a script says (shells(5), and busybox, which is one by default). */
const SHELLS = new Set(['sh', 'bash', 'zsh', 'fish', 'dash', 'ksh', 'mksh', 'tcsh', 'csh', 'ash', 'busybox', 'nu', 'pwsh', 'powershell.exe', 'cmd.exe']);

export function isShell(comm: string | null): boolean {
  return comm !== null && SHELLS.has(comm.replace(/^-/, ''));
}
