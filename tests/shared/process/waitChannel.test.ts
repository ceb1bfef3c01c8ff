import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeWait } from '../../../shared/process/waitChannel.ts';

test.each([
  ['do_epoll_wait', 'epoll'],
  ['futex_do_wait', 'futex'],
  ['hrtimer_nanosleep', 'sleep'],
  ['kernel_clone', 'vfork'],
  ['anon_pipe_read', 'pipe'],
  ['request_wait_answer', 'FUSE'],
  ['rpc_wait_bit_killable', 'network file system'],
  ['folio_wait_bit_common', 'disk'],
])('%s is a wait for %s', (wchan, words) => {
  expect(describeWait(wchan)!.en).toContain(words);
});

test('a function that is new to us is not guessed', () => {
  expect(describeWait('frobnicate')).toBeNull();
});

test.skipIf(!existsSync('/proc/self/wchan'))('most that sleep on this machine wait for something that has words', () => {
  const names = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const wchan = readFileSync(`/proc/${name}/wchan`, 'latin1');
      return wchan === '' || wchan === '0' ? [] : [wchan];
    } catch {
      return [];
    }
  });
  const unknown = names.filter((name) => describeWait(name) === null);
  expect(unknown.length, `without words: ${[...new Set(unknown)].join(', ')}`).toBeLessThanOrEqual(names.length / 2);
});
