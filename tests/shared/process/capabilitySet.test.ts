import { expect, test } from 'vitest';
import { formatCapabilities } from '../../../shared/process/capabilitySet.ts';
import { formatPolicy } from '../../../shared/process/schedulingPolicy.ts';

test.each([
  ['0000000000000000', 40, ''],
  ['0000000000000001', 40, 'chown'],
  ['0000000000000400', 40, 'net_bind_service'],
  ['000001ffffffffff', 40, 'all'],
  // An older kernel has fewer, and all of them are all.
  ['0000003fffffffff', 37, 'all'],
  ['000001fffeffffff', 40, 'all -sys_resource'],
  ['00000000a80425fb', 40, 'chown dac_override fowner fsetid kill setgid setuid setpcap net_bind_service net_raw sys_chroot mknod audit_write setfcap'],
  // A kernel newer than the table.
  ['8000010000000000', 63, 'checkpoint_restore cap_63'],
  ['ffffffffffffffff', 63, 'all'],
  ['', 40, null],
  ['xyz', 40, null],
  ['00000000000000000', 40, null],
])('CapEff %s with %i as the last is %j', (text, last, words) => expect(formatCapabilities(text, last)).toBe(words));

test.each([
  [0, 'OTHER'],
  [1, 'FIFO'],
  [2, 'RR'],
  [3, 'BATCH'],
  [4, '4'],
  [5, 'IDLE'],
  [6, 'DEADLINE'],
  [7, 'EXT'],
  [8, '8'],
])('policy %i is %s', (number, name) => expect(formatPolicy(number)).toBe(name));
