import * as z from 'zod/mini';
import type { ProcessKey } from '../process/identity.ts';
import type { Row } from '../process/row.ts';

/** Characters of one program path, branches that are remembered, and characters of all together: they must fit into one message. */
export const LONGEST_PATH = 200;
const MOST_BRANCHES = 300;
const MOST_TEXT = 16_000;

const isSmall = (value: unknown): boolean => JSON.stringify(value).length <= MOST_TEXT;

/** What was opened (true) or closed, by program path or key of a group; the last one that was changed stands last. */
export type Branches = readonly (readonly [path: string, isOpen: boolean])[];

export const branchList = z
  .array(z.tuple([z.string().check(z.minLength(1), z.maxLength(LONGEST_PATH)), z.boolean()]))
  .check(z.maxLength(MOST_BRANCHES), z.refine(isSmall, 'not too long'));

/**
 * The programs from the root of the tree down to the process (`systemd/sshd/bash`): what is the same branch when all pids are others. null where that is
 * too long to be kept.
 */
export function programPath(row: Row, parentOf: ReadonlyMap<ProcessKey, Row>): string | null {
  let path = row.values.comm ?? '?';
  for (let parent = parentOf.get(row.key); parent !== undefined; parent = parentOf.get(parent.key)) {
    path = `${parent.values.comm ?? '?'}/${path}`;
    if (path.length > LONGEST_PATH) return null;
  }
  return path.length === 0 || path.length > LONGEST_PATH ? null : path;
}

/** With what became of these branches, null: what it is at first. The oldest go where there are too many. */
export function withBranches(branches: Branches, news: ReadonlyMap<string, boolean | null>): Branches {
  const kept = branches.filter(([path]) => !news.has(path));
  const added = [...news].flatMap(([path, isOpen]): Branches => (isOpen === null ? [] : [[path, isOpen]]));
  if (added.length === 0 && kept.length === branches.length) return branches;
  let all: Branches = [...kept, ...added].slice(-MOST_BRANCHES);
  while (!isSmall(all)) all = all.slice(Math.ceil(all.length / 8));
  return all;
}
