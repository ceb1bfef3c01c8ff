/** Passes at most `most` lines in each window of `ms` on, and says once that there were more: strangers must not fill a log. */
export function limitRate(log: (line: string) => void, most: number, ms: number): (line: string) => void {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (line) => {
    const now = performance.now();
    if (now - since >= ms) {
      since = now;
      count = 0;
    }
    count++;
    if (count <= most) log(line);
    if (count === most + 1) log('More of the same is not logged for a while.');
  };
}
