import { whoIs } from '../whoIs.ts';
import type { ProcessKey } from '../identity.ts';
import { advice, findingOf, sending, type Tracker } from './rule.ts';
import { GROWTH_EVERY, GROWTH_LEAST, GROWTH_LOOKS, GROWTH_SHARE } from './thresholds.ts';

interface Growing {
  /** bytes at each look, each larger than the one before. */
  sizes: number[];
  since: number;
  at: number;
}

/** Memory that was larger at each look than at the one before, for minutes. Only large processes are followed. */
export function createGrowingMemory(): Tracker {
  const followed = new Map<ProcessKey, Growing>();
  return {
    name: 'growingMemory',
    needs: ['rss'],
    take: ({ added, changed, gone, at }) => {
      for (const { key } of gone) followed.delete(key);
      for (const rows of [added, changed])
        for (const { key, values } of rows)
          if ((values.rss ?? 0) >= GROWTH_LEAST && !followed.has(key)) followed.set(key, { sizes: [values.rss!], since: at, at });
    },
    find: (world, at, toEpoch) =>
      [...followed].flatMap(([key, growing]) => {
        const row = world.rows.get(key);
        const size = row?.values.rss ?? null;
        if (row === undefined || size === null || size < GROWTH_LEAST) {
          followed.delete(key);
          return [];
        }
        if (at - growing.at >= GROWTH_EVERY) note(growing, size, at);
        const [first] = growing.sizes;
        const last = growing.sizes.at(-1)!;
        if (growing.sizes.length <= GROWTH_LOOKS || last < first! * (1 + GROWTH_SHARE)) return [];
        const percent = Math.round((last / first! - 1) * 100);
        const minutes = Math.round((growing.at - growing.since) / 60_000);
        return [
          findingOf(
            'growingMemory',
            { row, since: toEpoch(growing.since) },
            {
              severity: 'warning',
              title: { en: `${whoIs(row)} takes more and more memory`, zh: `${whoIs(row)} 占用的内存不断增长` },
              explanation: [
                {
                  en: `At each look of the last ${minutes} minutes it had more memory in RAM than before, altogether ${percent} % more. It may leak, or fill a cache.`,
                  zh: `最近 ${minutes} 分钟内每次查看时其常驻内存都比之前多，共增长 ${percent}%。可能是内存泄漏，也可能是在填充缓存。`,
                },
              ],
              remedies: [
                advice('Watch whether it levels off; restart it where it does not.', '观察它是否趋于平稳；若不平稳则重新启动它。'),
                sending('SIGTERM', row.id, 'Ask it to end.', '请求它结束。'),
              ],
            },
          ),
        ];
      }),
  };
}

function note(growing: Growing, size: number, at: number): void {
  growing.at = at;
  if (size > growing.sizes.at(-1)!) growing.sizes = [...growing.sizes, size].slice(-(GROWTH_LOOKS + 1));
  else {
    growing.sizes = [size];
    growing.since = at;
  }
}
