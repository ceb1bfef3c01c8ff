import { describe, expect, it } from 'vitest';
import { hidingOf, parseProcOptions } from '../../../../electron/engine/system/procHiding.ts';

const USER = { groups: [1000, 27], maySeeAll: false };

describe('options of the mount', () => {
  it.each([
    ['the usual', '22 27 0:21 / /proc rw,relatime - proc proc rw', ['rw']],
    ['optional fields before the dash', '22 27 0:21 / /proc rw shared:13 master:2 - proc proc rw,hidepid=invisible', ['rw', 'hidepid=invisible']],
    ['the last mount lies on top', '1 1 0:1 / /proc rw - proc proc rw,hidepid=2\n2 1 0:2 / /proc rw - proc proc rw,subset=pid', ['rw', 'subset=pid']],
    ['another file system on /proc', '1 1 0:1 / /proc rw - tmpfs tmpfs rw,hidepid=2', []],
    ['elsewhere', '1 1 0:1 / /mnt/proc rw - proc proc rw,hidepid=2', []],
    ['cut', '22 27 0:21 / /proc rw', []],
    ['nothing', '', []],
  ])('%s', (_, text, options) => {
    expect(parseProcOptions(text)).toEqual(options);
  });
});

describe('D9 what they hide', () => {
  it.each([
    ['hidepid by number', ['rw', 'hidepid=2'], USER, { hidepid: 2, isSubset: false }],
    ['by name', ['hidepid=noaccess'], USER, { hidepid: 1, isSubset: false }],
    ['ptraceable', ['hidepid=ptraceable', 'gid=27'], USER, { hidepid: 4, isSubset: false }],
    ['off', ['hidepid=off'], USER, null],
    ['0', ['hidepid=0'], USER, null],
    ['a word that is not known', ['hidepid=later'], USER, null],
    ['from who may trace all', ['hidepid=2'], { groups: [0], maySeeAll: true }, null],
    ['from the group that is let off', ['hidepid=2', 'gid=27'], USER, null],
    ['from another group', ['hidepid=2', 'gid=28'], USER, { hidepid: 2, isSubset: false }],
    ['from the group of root, where none is named', ['hidepid=invisible'], { groups: [0, 5], maySeeAll: false }, null],
    ['subset', ['subset=pid'], { groups: [0], maySeeAll: true }, { hidepid: null, isSubset: true }],
    ['both', ['hidepid=invisible', 'subset=pid'], USER, { hidepid: 2, isSubset: true }],
    ['nothing', ['rw'], USER, null],
  ] as const)('%s', (_, options, onlooker, hiding) => {
    expect(hidingOf(options, onlooker)).toEqual(hiding);
  });
});
