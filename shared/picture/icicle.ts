import type { ProcessKey } from '../process/identity.ts';
import type { Row } from '../process/row.ts';
import type { ProcessTree } from '../process/tree.ts';

/** One box of the picture: a process with all below it, or several small ones that stand together. */
export interface IcicleCell {
  /** The row's key; of those that stand together `more:` and their parent's. */
  readonly key: string;
  /** null: several that stand together. */
  readonly row: Row | null;
  /** Of the cell that it lies in; null in the first column. */
  readonly parent: string | null;
  /** Column, 0 the first. */
  readonly depth: number;
  /** px from the top, and how high: its share of the whole. */
  readonly top: number;
  readonly height: number;
  /** What it stands for, in the measure's unit. */
  readonly total: number;
  /** How many siblings stand together in it; 1 for a process. */
  readonly rows: number;
  /** Whether there is more below it than is drawn. */
  readonly isCut: boolean;
  /** 1-based place among what lies in the same cell, and how many that are. */
  readonly position: number;
  readonly siblings: number;
}

export interface IcicleOptions {
  readonly height: number;
  /** How many levels are drawn. */
  readonly columns: number;
  /** px that a process must have to stand by itself; smaller siblings stand together. */
  readonly least: number;
  /** The process that fills the picture; null: the whole tree. */
  readonly root: ProcessKey | null;
  readonly compare: (a: Row, b: Row) => number;
}

/** px below which nothing is drawn. */
const THINNEST = 2;
export const MORE = 'more:';

/**
 * The tree as an icicle: each process is as high as what it takes with all below it, its children stand in it to the right, and what is left of its
 * height is its own. Top to bottom and left to right, parents before children. Only what is high enough is looked into: at most `columns` times
 * `height / least` cells, however many processes there are.
 */
export function layoutIcicle(
  tree: Pick<ProcessTree, 'roots' | 'childrenOf' | 'parentOf'>,
  totals: ReadonlyMap<ProcessKey, number>,
  options: IcicleOptions,
): IcicleCell[] {
  const { height, columns, least, compare } = options;
  const totalOf = (row: Row): number => totals.get(row.key) ?? 0;
  const roots = options.root === null ? tree.roots : rootNamed(tree, options.root);
  const whole = roots.reduce((sum, row) => sum + totalOf(row), 0);
  const cells: IcicleCell[] = [];
  if (!(whole > 0) || !(height > 0)) return cells;
  const perUnit = height / whole;

  const place = (rows: readonly Row[], parent: IcicleCell | null): void => {
    const known = rows.filter((row) => totalOf(row) > 0).sort(compare);
    const isLarge = (row: Row): boolean => totalOf(row) * perUnit >= least;
    const large = known.filter(isLarge);
    const small = known.filter((row) => !isLarge(row));
    const gathered = small.reduce((sum, row) => sum + totalOf(row), 0);
    const hasMore = gathered * perUnit >= THINNEST;
    const common = { parent: parent?.key ?? null, depth: parent === null ? 0 : parent.depth + 1, siblings: large.length + (hasMore ? 1 : 0) };
    let top = parent?.top ?? 0;
    const add = (cell: Pick<IcicleCell, 'key' | 'row' | 'total' | 'rows' | 'isCut' | 'position'>): void => {
      cells.push({ ...common, ...cell, top, height: cell.total * perUnit });
      top += cell.total * perUnit;
    };
    const isLast = common.depth + 1 >= columns;
    large.forEach((row, index) => {
      const isCut = isLast && (tree.childrenOf.get(row.key) ?? []).some((child) => totalOf(child) > 0);
      add({ key: row.key, row, total: totalOf(row), rows: 1, isCut, position: index + 1 });
    });
    if (hasMore) add({ key: `${MORE}${common.parent ?? ''}`, row: null, total: gathered, rows: small.length, isCut: true, position: large.length + 1 });
  };

  place(roots, null);
  // What is added meanwhile is come to.
  for (const cell of cells) if (cell.row !== null && cell.depth + 1 < columns) place(tree.childrenOf.get(cell.row.key) ?? [], cell);
  return cells;
}

function rootNamed({ roots, childrenOf, parentOf }: Pick<ProcessTree, 'roots' | 'childrenOf' | 'parentOf'>, key: ProcessKey): readonly Row[] {
  const parent = parentOf.get(key);
  const siblings = parent === undefined ? roots : (childrenOf.get(parent.key) ?? []);
  const named = siblings.find((row) => row.key === key);
  // It has ended: the whole is shown.
  return named === undefined ? roots : [named];
}

export type IcicleKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

/** Where a key leads from a cell: another cell's key; null: there is none that way. Up and down among siblings, left to the parent, right to the first child. */
export function neighbourOf(cells: readonly IcicleCell[], at: IcicleCell, key: IcicleKey): string | null {
  const siblings = cells.filter(({ parent }) => parent === at.parent);
  const place = siblings.indexOf(at);
  switch (key) {
    case 'ArrowUp':
      return siblings[place - 1]?.key ?? null;
    case 'ArrowDown':
      return siblings[place + 1]?.key ?? null;
    case 'Home':
      return siblings[0]?.key ?? null;
    case 'End':
      return siblings.at(-1)?.key ?? null;
    case 'ArrowLeft':
      return at.parent;
    case 'ArrowRight':
      return cells.find(({ parent }) => parent === at.key)?.key ?? null;
    default:
      return key satisfies never;
  }
}
