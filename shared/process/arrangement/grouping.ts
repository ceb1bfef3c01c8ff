import { explainState } from '../explainStat.ts';
import type { ProcessKey } from '../identity.ts';
import type { Row } from '../row.ts';
import { isZombie } from '../stat.ts';
import type { ProcessTree } from '../tree.ts';
import { visibleName } from '../visibleText.ts';
import { whoIs } from '../whoIs.ts';
import type { Text } from '../../words/text.ts';
import { type GroupRow, groupRowOf } from './groupRow.ts';

/** What processes can be put together by. */
export const GROUPINGS = ['user', 'session', 'unit', 'container', 'program', 'state'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** How the table is put in order: the tree of present parents, that of the first ones seen, no tree, or groups. */
export const ARRANGEMENTS = ['tree', 'original', 'flat', ...GROUPINGS] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

/** The living process that has this pid. */
type Find = (pid: number) => Row | null;

/** How one grouping works: `name` tells groups apart, `label` is for people. */
interface Way {
  /** The dear fields that it needs of every process. */
  readonly needs: readonly string[];
  place(row: Row, rowOf: Find): { readonly name: string; readonly label: Text };
}

const same = (text: string): Text => ({ en: text, zh: text });
const NOT_READ: Text = { en: 'not read', zh: '未读取' };

/** A field's own value; `none` where there is none. */
function placeBy(row: Row, id: 'unit' | 'container', none: Text): { name: string; label: Text } {
  const value = row.values[id];
  if (typeof value === 'string') return { name: `=${value}`, label: same(visibleName(value)) };
  const isRead = row.unknown?.[id] === 'none';
  return isRead ? { name: 'none', label: none } : { name: 'unread', label: NOT_READ };
}

const WAYS: Readonly<Record<Grouping, Way>> = {
  user: {
    needs: [],
    place: ({ values: { user, uid } }) => {
      const name = user ?? (uid === null ? null : String(uid));
      return name === null ? { name: 'unread', label: NOT_READ } : { name: `=${name}`, label: same(visibleName(name)) };
    },
  },
  session: {
    needs: [],
    place: ({ values: { sid, tty, isKernelThread } }, rowOf) => {
      if (sid === null) return { name: 'unread', label: NOT_READ };
      if (isKernelThread === true) return { name: '=kernel', label: { en: 'no session (kernel)', zh: '无会话（内核）' } };
      // Its leader has no pid here (pid_namespaces(7)): a container that was entered from outside.
      if (sid === 0) return { name: '=0', label: { en: 'a session from outside of this PID namespace', zh: '此 PID 命名空间之外的会话' } };
      const leader = rowOf(sid);
      const terminal = leader?.values.tty ?? tty ?? null;
      const at = terminal === null ? '' : `${visibleName(terminal)} · `;
      return {
        name: `=${sid}`,
        label: leader === null ? { en: `${at}session ${sid}, its leader is gone`, zh: `${at}会话 ${sid}，首进程已不在` } : same(`${at}${whoIs(leader)}`),
      };
    },
  },
  unit: { needs: ['unit'], place: (row) => placeBy(row, 'unit', { en: 'no unit', zh: '无单元' }) },
  container: { needs: ['container'], place: (row) => placeBy(row, 'container', { en: 'no container', zh: '无容器' }) },
  program: {
    needs: [],
    place: ({ values: { comm, isKernelThread } }) => {
      if (comm === null) return { name: 'unread', label: NOT_READ };
      // The kernel names its threads by kind, and by what they are for: kworker/0:1H, irq/25-ACPI.
      const name = isKernelThread === true ? (/^[a-z_]+(?=[/:])/.exec(comm)?.[0] ?? comm) : comm;
      return { name: `=${name}`, label: same(visibleName(name)) };
    },
  },
  state: {
    needs: [],
    place: (row) => {
      const state = row.values.state === 'Z' && !isZombie(row.values) ? 'Zl' : row.values.state;
      if (state === null) return { name: 'unread', label: NOT_READ };
      const { name } = state === 'Zl' ? { name: { en: 'leader exited', zh: '主线程已退出' } } : explainState(state);
      return { name: `=${state}`, label: { en: `${state} ${name.en}`, zh: `${state} ${name.zh}` } };
    },
  },
};

/** Dear fields that a grouping needs of every process. */
export const needsOf = (grouping: Grouping): readonly string[] => WAYS[grouping].needs;

/**
 * The rows under a line for each group, with its totals. By program, workers of one parent (a pool) stand under a line of their own where
 * the program has others too. `isLiving` tells who counts in totals. O(n).
 */
export function groupRows(rows: Iterable<Row>, grouping: Grouping, isLiving: (row: Row) => boolean): ProcessTree {
  const all = [...rows];
  const byPid = new Map<number, Row>();
  for (const row of all) if (isLiving(row)) byPid.set(row.id.pid, row);
  const rowOf: Find = (pid) => byPid.get(pid) ?? null;
  const groups = new Map<string, { readonly label: Text; readonly members: Row[] }>();
  for (const row of all) {
    const { name, label } = WAYS[grouping].place(row, rowOf);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { label, members: [row] });
    else group.members.push(row);
  }
  const roots: GroupRow[] = [];
  const childrenOf = new Map<ProcessKey, readonly Row[]>();
  const parentOf = new Map<ProcessKey, Row>();
  const put = (parent: GroupRow, children: readonly Row[]): void => {
    childrenOf.set(parent.key, children);
    for (const child of children) parentOf.set(child.key, parent);
  };
  for (const [name, { label, members }] of groups) {
    const top = groupRowOf(`${grouping}${name}`, label, members, isLiving);
    roots.push(top);
    put(top, grouping === 'program' ? putInPools(top, members, isLiving, rowOf, put) : members);
  }
  return { roots, childrenOf, parentOf, marks: new Map() };
}

/** Puts two and more workers of one parent under a line of their own, unless there are no others. What stands directly under the program. */
function putInPools(
  top: GroupRow,
  members: readonly Row[],
  isLiving: (row: Row) => boolean,
  rowOf: Find,
  put: (parent: GroupRow, children: readonly Row[]) => void,
): Row[] {
  const byParent = new Map<number, Row[]>();
  for (const row of members) {
    const ppid = row.values.ppid ?? 0;
    if (byParent.has(ppid)) byParent.get(ppid)!.push(row);
    else byParent.set(ppid, [row]);
  }
  if (byParent.size === 1) return [...members];
  return [...byParent].flatMap(([ppid, workers]) => {
    const parent = rowOf(ppid);
    if (workers.length < 2 || parent === null) return workers;
    const pool = groupRowOf(`${top.key}:${ppid}`, { en: `under ${whoIs(parent)}`, zh: `${whoIs(parent)} 之下` }, workers, isLiving);
    put(pool, workers);
    return [pool];
  });
}
