declare module 'pidusage' {
  /** One process, as pidusage 4.1.0 tells it. `cpu` is left out on purpose: its first figure is 0, and a rate is counted from `ctime`. */
  export interface PidusageStat {
    /** Resident set, bytes. */
    readonly memory: number;
    /** CPU time since the start, user and system, ms. */
    readonly ctime: number;
  }

  export interface PidusageOptions {
    /** ms that it keeps a process's history, and its descriptor, after it was last asked for. Never 0: it would recurse until it fails. */
    readonly maxage: number;
  }

  /** The pids that could not be read are absent or null. The array is written to. Rejects where the source as a whole cannot be read. */
  export default function pidusage(pids: number[], options: PidusageOptions): Promise<Readonly<Record<number, PidusageStat | null | undefined>>>;
}
