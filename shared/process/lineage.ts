import type { FieldValue } from '../fields/field.ts';
import { changedValues } from './changeBlock.ts';
import { keyOf, type ProcessId, type ProcessKey } from './identity.ts';
import type { Delta } from './snapshot.ts';

/** Who a process is, or was, in a lineage. */
export interface Kin {
  readonly id: ProcessId;
  /** comm, as last seen. */
  readonly name: string;
}

/** A process that was seen to get another parent than the one that it had when it was first seen. */
export interface Orphan {
  readonly id: ProcessId;
  /** Its parent when it was first seen. */
  readonly from: Kin;
  /** Who has it now: init or a subreaper; null where that process is not in the table. */
  readonly by: Kin | null;
  /** ms since the epoch of the sample that saw the last change. */
  readonly at: number;
}

/** An exited process that a living one descends from. */
export interface Ghost extends Kin {
  /** Its own parent when it was first seen: a living process or another ghost; null: none that we saw. */
  readonly parent: ProcessId | null;
  /** ms since the epoch of the first sample without it. */
  readonly endedAt: number;
}

/** Parents as they were seen over time, for views. */
export interface LineageReport {
  readonly orphans: readonly Orphan[];
  readonly ghosts: readonly Ghost[];
}

/** Dead ancestors in a row that are kept of a process: a program that forks itself and exits, for ever, would else leave all that it was. */
const MOST_DEAD_IN_A_ROW = 16;

export const NO_LINEAGE: LineageReport = { orphans: [], ghosts: [] };

interface Node {
  readonly id: ProcessId;
  readonly key: ProcessKey;
  name: string;
  /** As last seen; null: not known. */
  ppid: number | null;
  sid: number | null;
  /** The parent when it was first seen. */
  parent: Node | null;
  /** How many nodes have this one for their parent. */
  children: number;
  /** null while it lives. */
  endedAt: number | null;
  adoption: { readonly by: Kin | null; readonly at: number } | null;
  /** Whether the process that has its parent's pid is younger than it: the pid was given out again. */
  hasYoungerParent: boolean;
}

/**
 * Remembers parents by identity, from the deltas of the table. An exited process is kept as long as one that descends from it lives, so
 * that memory is bounded by the living and their ancestors. A delta costs what changed in it: nothing where no process came, went, was
 * renamed or got another parent.
 */
export class Lineage {
  readonly #nodes = new Map<ProcessKey, Node>();
  /** The living by pid. */
  readonly #living = new Map<number, Node>();
  readonly #orphans = new Set<Node>();
  readonly #ghosts = new Set<Node>();
  #version = 0;
  #report: LineageReport | null = NO_LINEAGE;

  /** Grows whenever the report changes. */
  get version(): number {
    return this.#version;
  }

  /** Processes that are remembered, living and dead. */
  get size(): number {
    return this.#nodes.size;
  }

  orphanOf(key: ProcessKey): Orphan | null {
    const node = this.#nodes.get(key);
    return node === undefined ? null : toOrphan(node);
  }

  /** The living process that has this pid; null: none. */
  holderOf(pid: number): ProcessKey | null {
    return this.#living.get(pid)?.key ?? null;
  }

  hasYoungerParent(key: ProcessKey): boolean {
    return this.#nodes.get(key)?.hasYoungerParent === true;
  }

  /**
   * Whether it is in another session than its present parent and does not lead its own: a child is born into its parent's session (setsid(2)), so that
   * it has most likely got this parent later.
   */
  isOfOtherSession(key: ProcessKey): boolean {
    const node = this.#nodes.get(key);
    if (node === undefined || node.ppid === null || node.sid === null || node.sid === node.id.pid) return false;
    const parent = this.#living.get(node.ppid);
    return parent !== undefined && parent.sid !== null && parent.sid !== node.sid;
  }

  /** Takes in a delta of the table; the first one has every process in `added`. */
  apply({ gone, added, changed, clock }: Delta): void {
    const at = clock.takenAt;
    for (const key of gone) this.#end(key, at);
    const links = this.#add(added);
    for (const [node, ppid] of links) {
      node.parent = this.#parentOf(node, ppid);
      if (node.parent !== null) node.parent.children++;
    }
    for (const [key, values] of changedValues(changed, ['ppid', 'comm', 'sid'])) this.#change(key, values, at);
  }

  report(): LineageReport {
    this.#report ??= {
      orphans: [...this.#orphans].flatMap((node) => toOrphan(node) ?? []),
      ghosts: [...this.#ghosts].map(({ id, name, parent, endedAt }) => ({ id, name, parent: parent?.id ?? null, endedAt: endedAt! })),
    };
    return this.#report;
  }

  #add({ count, columns }: Delta['added']): [Node, number][] {
    const links: [Node, number][] = [];
    for (let index = 0; index < count; index++) {
      const read = (field: string): FieldValue => columns[field]?.[index] ?? null;
      const id: ProcessId = { pid: read('pid') as number, startTime: read('startTime') as number | null, inode: null };
      const key = keyOf(id);
      if (this.#nodes.has(key)) continue;
      const [comm, ppid, sid] = [read('comm'), read('ppid'), read('sid')];
      const node: Node = {
        id,
        key,
        name: typeof comm === 'string' ? comm : '',
        ppid: typeof ppid === 'number' ? ppid : null,
        sid: typeof sid === 'number' ? sid : null,
        parent: null,
        children: 0,
        endedAt: null,
        adoption: null,
        hasYoungerParent: false,
      };
      this.#nodes.set(key, node);
      this.#living.set(id.pid, node);
      if (typeof ppid === 'number' && ppid > 0) links.push([node, ppid]);
    }
    return links;
  }

  /** A parent is older than its child; of the same tick it must not descend from it (a torn reading). */
  #parentOf(node: Node, ppid: number): Node | null {
    const parent = this.#living.get(ppid);
    node.hasYoungerParent = parent !== undefined && isYounger(parent, node);
    if (parent === undefined || parent === node || isYounger(parent, node)) return null;
    for (let older = parent.parent; older !== null && older.id.startTime === node.id.startTime; older = older.parent) if (older === node) return null;
    return parent;
  }

  #change(key: ProcessKey, values: Readonly<Record<string, FieldValue>>, at: number): void {
    const node = this.#nodes.get(key);
    if (node === undefined) return;
    if (typeof values['comm'] === 'string') {
      node.name = values['comm'];
      if (this.#orphans.has(node)) this.#touch();
    }
    const { ppid, sid } = values;
    if (typeof sid === 'number') node.sid = sid;
    if (typeof ppid !== 'number') return;
    node.ppid = ppid;
    const adopter = ppid === 0 ? undefined : this.#living.get(ppid);
    node.hasYoungerParent = adopter !== undefined && isYounger(adopter, node);
    if (node.parent === null) return;
    if (adopter === node.parent) {
      // A torn reading that mended itself.
      node.adoption = null;
      if (this.#orphans.delete(node)) this.#touch();
      return;
    }
    node.adoption = { by: adopter === undefined || isYounger(adopter, node) ? null : { id: adopter.id, name: adopter.name }, at };
    this.#orphans.add(node);
    this.#touch();
  }

  #end(key: ProcessKey, at: number): void {
    const node = this.#nodes.get(key);
    if (node === undefined || node.endedAt !== null) return;
    node.endedAt = at;
    if (this.#living.get(node.id.pid) === node) this.#living.delete(node.id.pid);
    if (this.#orphans.delete(node)) this.#touch();
    if (node.children > 0) {
      this.#ghosts.add(node);
      this.#touch();
      this.#cut(node);
    } else this.#forget(node);
  }

  /** Forgets the dead from here upwards who have no descendant any more. */
  #forget(from: Node): void {
    for (let dead: Node | null = from; dead !== null && dead.endedAt !== null && dead.children === 0; ) {
      this.#nodes.delete(dead.key);
      if (this.#ghosts.delete(dead)) this.#touch();
      const { parent }: Node = dead;
      if (parent !== null) parent.children--;
      dead = parent;
    }
  }

  /** Cuts the chain of the dead above a ghost where it is longest. */
  #cut(ghost: Node): void {
    let oldest = ghost;
    for (let kept = 1; kept < MOST_DEAD_IN_A_ROW && oldest.parent !== null && oldest.parent.endedAt !== null; kept++) oldest = oldest.parent;
    const { parent } = oldest;
    if (parent === null || parent.endedAt === null) return;
    oldest.parent = null;
    parent.children--;
    this.#forget(parent);
  }

  #touch(): void {
    this.#version++;
    this.#report = null;
  }
}

function isYounger(parent: Node, child: Node): boolean {
  return parent.id.startTime !== null && child.id.startTime !== null && parent.id.startTime > child.id.startTime;
}

function toOrphan({ id, parent, adoption }: Node): Orphan | null {
  return adoption === null || parent === null ? null : { id, from: { id: parent.id, name: parent.name }, by: adoption.by, at: adoption.at };
}
