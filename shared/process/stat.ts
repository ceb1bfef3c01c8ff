/** What STAT is made of. Values that are unknown (null) add no letter. */
export interface StatFacts {
  readonly pid: number | null;
  readonly state: string | null;
  readonly nice: number | null;
  readonly lockedMemory: number | null;
  readonly sid: number | null;
  readonly threads: number | null;
  readonly pgid: number | null;
  readonly tpgid: number | null;
}

/**
 * STAT as ps prints it: letter, `<` or `N`, `L`, `s`, `l`, `+` (procps-ng, src/ps/output.c, pr_stat).
 * Differs in one point: `+` wants tpgid > 0, for inside a PID namespace with an outside terminal both groups read 0
 * and ps marks every process. Letters that are new to us are passed on as they are. null without a state.
 */
export function statOf(facts: StatFacts): string | null {
  if (facts.state === null || facts.state === undefined) return null;
  let stat = facts.state;
  const nice = facts.nice ?? 0;
  if (nice < 0) stat += '<';
  else if (nice > 0) stat += 'N';
  if ((facts.lockedMemory ?? 0) > 0) stat += 'L';
  if (facts.sid !== null && facts.sid !== undefined && facts.sid === facts.pid) stat += 's';
  if ((facts.threads ?? 1) > 1) stat += 'l';
  if ((facts.tpgid ?? 0) > 0 && facts.pgid === facts.tpgid) stat += '+';
  return stat;
}

/** A zombie has exited and is not waited for yet. Z with live threads is none: its leader exited, it runs (domain.md). */
export function isZombie(values: { readonly state: string | null; readonly threads: number | null }): boolean {
  return values.state === 'Z' && (values.threads ?? 1) <= 1;
}
