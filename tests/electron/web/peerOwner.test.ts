import { describe, expect, it } from 'vitest';
import { parsePeerUid } from '../../../electron/web/peerOwner.ts';

const TABLE = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 811 1 0000000000000000 100 0 0 10 0',
  '   1: 0100007F:1F90 0100007F:C001 01 00000000:00000000 00:00000000 00000000  1000        0 812 1 0000000000000000 20 4 30 10 -1',
  '   2: 0100007F:C001 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1007        0 813 1 0000000000000000 20 4 30 10 -1',
  '  13: 0000000000000000FFFF00000100007F:C002 0000000000000000FFFF00000100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 814 1 0000000000000000 20 4 30 10 -1',
  '  14: 0A00A8C0:C003 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 815 1 0000000000000000 20 4 30 10 -1',
  '  15: 0100007F:C005 0100007F:1F90 06 00000000:00000000 03:00000A2B 00000000     0        0 0 3 0000000000000000',
  '  16: 0100007F:C006 0100007F:1F90 05 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000 20 4 30 10 -1',
].join('\n');

describe('F6 the peer’s uid', () => {
  it.each([
    ['is that of the client’s row, not of ours', 0xc001, 1007],
    ['is found behind an IPv6 socket', 0xc002, 0],
    ['is unknown for another machine’s address', 0xc003, null],
    ['is unknown where there is no row', 0xc004, null],
    ['is not root’s where the peer has closed (TIME_WAIT)', 0xc005, null],
    ['is not root’s where the peer has closed with something under way (FIN_WAIT2)', 0xc006, null],
    ['is not that of a listener', 0, null],
  ])('%s', (_name, peerPort, uid) => {
    expect(parsePeerUid(TABLE, { peerPort, ownPort: 0x1f90 })).toBe(uid);
  });
});
