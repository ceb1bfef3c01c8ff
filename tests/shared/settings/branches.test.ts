import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../shared/process/row.ts';
import { rowOf } from '../../../shared/process/row.ts';
import { type Branches, branchList, programPath, withBranches } from '../../../shared/settings/branches.ts';

const row = (pid: number, comm: string | null): Row => rowOf({ pid, ppid: pid - 1, startTime: pid, comm }, null);

describe('branches by program path', () => {
  it('a path names the programs from the root down, also those without a name', () => {
    const [init, shell, job] = [row(1, 'systemd'), row(2, null), row(3, 'a/b')];
    const parentOf = new Map([
      [shell.key, init],
      [job.key, shell],
    ]);
    expect([init, shell, job].map((one) => programPath(one, parentOf))).toEqual(['systemd', 'systemd/?', 'systemd/?/a/b']);
  });

  it('one that is too deep to be kept has none', () => {
    const rows = Array.from({ length: 2000 }, (_, index) => row(index + 1, 'shell'));
    const parentOf = new Map(rows.slice(1).map((one, index) => [one.key, rows[index]!]));
    expect(programPath(rows.at(-1)!, parentOf)).toBeNull();
    expect(programPath(rows[30]!, parentOf)).toHaveLength(31 * 6 - 1);
    expect(programPath(row(5, ''), new Map())).toBeNull();
  });

  it('the last one that was changed stands last; what is as at first is forgotten; nothing new is the same list', () => {
    const before: Branches = [
      ['a', false],
      ['b', true],
    ];
    expect(withBranches(before, new Map([['a', true]]))).toEqual([
      ['b', true],
      ['a', true],
    ]);
    expect(withBranches(before, new Map([['a', null]]))).toEqual([['b', true]]);
    expect(withBranches(before, new Map([['c', null]]))).toBe(before);
  });

  it('stays within its bounds, whatever is opened and closed, and keeps the newest', () => {
    const news = fc.dictionary(fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }), fc.option(fc.boolean()), { maxKeys: 400 });
    fc.assert(
      fc.property(fc.array(news, { maxLength: 4 }), (all) => {
        const cut = (path: string): string => path.slice(0, 200);
        const branches = all.reduce<Branches>(
          (before, one) => withBranches(before, new Map(Object.entries(one).map(([path, isOpen]) => [cut(path), isOpen]))),
          [],
        );
        expect(branchList.safeParse(branches).success).toBe(true);
      }),
      { numRuns: 50 },
    );
    const many = withBranches([['old', true]], new Map(Array.from({ length: 500 }, (_, index) => [`p${index}`, false])));
    expect([many.length, many.at(-1)]).toEqual([300, ['p499', false]]);
  });
});
