import { FIELDS, findField } from '../../shared/fields/registry.ts';
import { type Clock, valueOf } from '../../shared/fields/field.ts';
import { commandText } from '../../shared/process/commandLine.ts';
import { MAX_INDENT } from '../../shared/process/flatten.ts';
import type { Row } from '../../shared/process/row.ts';
import { buildTree, type LinkMark, type ProcessTree } from '../../shared/process/tree.ts';
import { visibleName } from '../../shared/process/visibleText.ts';

const MARK_WORDS: Readonly<Record<LinkMark, string>> = {
  'parent-missing': '',
  'parent-younger': '  (its parent’s pid was reused)',
  cycle: '  (parents in a circle)',
};

/** The pstree view as lines of text, never cut: guides, name(pid), STAT, command line. Siblings by pid. `top` limits it to one subtree. */
export function formatTree(rows: readonly Row[], clock: Clock, top: Row | null): string[] {
  const tree = buildTree([...rows].sort((a, b) => a.id.pid - b.id.pid));
  const stat = findField('stat', FIELDS)!;
  const lines: string[] = [];
  const roots = top === null ? tree.roots : [top];
  interface Open {
    readonly row: Row;
    readonly prefix: string;
    readonly elbow: string;
    readonly below: string;
    readonly depth: number;
  }
  const stack: Open[] = [...roots].reverse().map((row) => ({ row, prefix: '', elbow: '', below: '', depth: 0 }));
  for (let open = stack.pop(); open !== undefined; open = stack.pop()) {
    const { row, prefix, elbow, below, depth } = open;
    const depthMark = depth > MAX_INDENT ? `[${depth}] ` : '';
    const state = valueOf(stat, row.values, clock) as string | null;
    lines.push(
      `${prefix}${elbow}${depthMark}${visibleName(row.values.comm ?? '?')}(${row.id.pid}) ${state ?? '-'}  ${commandText(row.values)}${markOf(tree, row)}`,
    );
    const children = tree.childrenOf.get(row.key) ?? [];
    // Past the cap the indent stays and the depth is a number (C1).
    const inner = depth >= MAX_INDENT ? prefix : prefix + below;
    for (let i = children.length - 1; i >= 0; i--) {
      const isLast = i === children.length - 1;
      stack.push({ row: children[i]!, prefix: inner, elbow: isLast ? '└─ ' : '├─ ', below: isLast ? '   ' : '│  ', depth: depth + 1 });
    }
  }
  return lines;
}

function markOf(tree: ProcessTree, row: Row): string {
  const mark = tree.marks.get(row.key);
  return mark === undefined ? '' : MARK_WORDS[mark];
}
