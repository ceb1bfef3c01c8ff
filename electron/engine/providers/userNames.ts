import { readFileSync, statSync } from 'node:fs';

const RECHECK_MS = 10_000;

/** Names users by uid from /etc/passwd, read again when it changes. A uid that is not there keeps its number, as in ps. */
export class UserNames {
  #names = new Map<number, string>();
  #stamp = '';
  #checkedAt = Number.NEGATIVE_INFINITY;

  constructor(readonly path = '/etc/passwd') {}

  /** `now` in ms of a monotonic clock, as all calls of one reader give it. */
  nameOf(uid: number, now: number): string {
    if (now - this.#checkedAt > RECHECK_MS) {
      this.#checkedAt = now;
      this.#reload();
    }
    return this.#names.get(uid) ?? String(uid);
  }

  #reload(): void {
    try {
      const { mtimeMs, size, ino } = statSync(this.path);
      const stamp = `${mtimeMs}:${size}:${ino}`;
      if (stamp === this.#stamp) return;
      this.#names = parsePasswd(readFileSync(this.path, 'utf8'));
      this.#stamp = stamp;
    } catch {
      // No such file (a bare container): the numbers stand for the names.
      this.#names = new Map();
      this.#stamp = '';
    }
  }
}

/** `name:x:uid:…` a line (passwd(5)); the first name of a uid counts, as for getpwuid(3). */
export function parsePasswd(text: string): Map<number, string> {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name, , uid] = line.split(':');
    if (name === undefined || name === '' || uid === undefined || !/^\d+$/.test(uid)) continue;
    if (!names.has(Number(uid))) names.set(Number(uid), name);
  }
  return names;
}
