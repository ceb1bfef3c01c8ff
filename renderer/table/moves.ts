import type { FlatRow } from '../../shared/process/flatten.ts';

/** What a key does in the tree: go to a line, or open or close the present one. */
export type Move = { readonly kind: 'go'; readonly index: number } | { readonly kind: 'expand' | 'collapse' };

/**
 * The keys of a treegrid whose rows take the focus (WAI-ARIA Authoring Practices, Treegrid): → opens, then goes to the first child;
 * ← closes, then goes to the parent. null: the key means nothing here. `page` is how many lines are seen at once.
 */
export function moveFor(key: string, lines: readonly FlatRow[], index: number, page: number): Move | null {
  const line = lines[index];
  if (line === undefined) return null;
  const go = (to: number): Move => ({ kind: 'go', index: Math.max(0, Math.min(lines.length - 1, to)) });
  switch (key) {
    case 'ArrowDown':
      return go(index + 1);
    case 'ArrowUp':
      return go(index - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(lines.length - 1);
    case 'PageDown':
      return go(index + page);
    case 'PageUp':
      return go(index - page);
    case 'ArrowRight':
      if (line.childCount === 0) return null;
      return line.isExpanded ? go(index + 1) : { kind: 'expand' };
    case 'ArrowLeft':
      if (line.isExpanded) return { kind: 'collapse' };
      return line.depth === 0 ? null : go(parentIndex(lines, index));
    default:
      return null;
  }
}

function parentIndex(lines: readonly FlatRow[], index: number): number {
  const { depth } = lines[index]!;
  let at = index - 1;
  while (at > 0 && lines[at]!.depth >= depth) at--;
  return at;
}
