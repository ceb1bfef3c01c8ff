import { whoIs } from '../whoIs.ts';
import { findingOf, type Rule } from './rule.ts';

/** B7: the pid that a process names as its parent belongs to a younger one. Linux re-parents at once, so it shows there only in a torn reading; Windows never does. */
export const reusedParent: Rule = {
  name: 'reusedParent',
  needs: ['ppid', 'startTime'],
  after: 0,
  suspects: (row, lineage) => lineage.hasYoungerParent(row.key),
  find: (cases, world) =>
    cases.map((one) => {
      const other = world.rowOf(one.row.values.ppid);
      const named = other === null ? String(one.row.values.ppid) : whoIs(other);
      return findingOf('reusedParent', one, {
        severity: 'note',
        title: { en: `${whoIs(one.row)}: its parent’s pid was given to another`, zh: `${whoIs(one.row)}：父进程号已被重新分配` },
        explanation: [
          {
            en: `It names ${named} as its parent, but that is younger than its child: the real parent has ended. It stands at the top of the tree.`,
            zh: `它把 ${named} 记为父进程，但后者比它更年轻：真正的父进程已结束。它显示在树的顶层。`,
          },
        ],
        remedies: [],
      });
    }),
};
