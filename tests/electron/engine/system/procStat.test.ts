import { expect, it } from 'vitest';
import { parseProcStat } from '../../../../electron/engine/system/procStat.ts';

const MODERN = `cpu  178782 2064 52693 859122 43560 3 687 254 11 12
cpu0 86906 1048 26198 433987 20143 1 213 135 5 6
cpu1 91875 1015 26495 425135 23417 2 474 118 6 6
intr 4754199 0 0 0 processes 7
ctxt 12282800
btime 1795253686
processes 140742
procs_running 1
procs_blocked 0
softirq 1782024 0 212839
`;

it('reads every CPU, irq and softirq in one, and the count of forks', () => {
  const { cpu, cores, forks } = parseProcStat(MODERN);
  expect(cpu).toEqual({ user: 178782, nice: 2064, system: 52693, idle: 859122, iowait: 43560, irq: 690, steal: 254 });
  expect([...cores.keys()]).toEqual([0, 1]);
  expect(cores.get(1)).toEqual({ user: 91875, nice: 1015, system: 26495, idle: 425135, iowait: 23417, irq: 476, steal: 118 });
  expect(forks).toBe(140742);
});

it.each([
  ['an old kernel has four columns', 'cpu 1 2 3 4\ncpu0 1 2 3 4\n', { user: 1, nice: 2, system: 3, idle: 4, iowait: null, irq: null, steal: null }, [0]],
  ['a kernel without steal', 'cpu 1 2 3 4 5 6 7\n', { user: 1, nice: 2, system: 3, idle: 4, iowait: 5, irq: 13, steal: null }, []],
  ['CPUs 1 and 2 are offline', 'cpu  9 0 0 9 0 0 0 0\ncpu0 4 0 0 4 0 0 0 0\ncpu3 5 0 0 5 0 0 0 0\n', { user: 9 }, [0, 3]],
  ['a line that is cut', 'cpu  9 0 0 9 0 0 0 0\ncpu0 4 0', { user: 9 }, []],
  ['words that are no numbers', 'cpu  9 -1 0 9\ncpu0 1 2 x 4\n', null, []],
])('%s', (_, text, cpu, cores) => {
  const parsed = parseProcStat(text);
  if (cpu === null) expect(parsed.cpu).toBeNull();
  else expect(parsed.cpu).toMatchObject(cpu);
  expect([...parsed.cores.keys()]).toEqual(cores);
  expect(parsed.forks).toBeNull();
});

it.each(['', '\n', 'processes', 'processes x\n', 'cpux 1 2 3 4\n', 'nothing of the kind'])('knows nothing of %j', (text) => {
  expect(parseProcStat(text)).toEqual({ cpu: null, cores: new Map(), forks: null });
});
