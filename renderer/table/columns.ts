import type { Field } from '../../shared/fields/field.ts';
import { findField } from '../../shared/fields/registry.ts';
import { TREE_COLUMN } from '../state/viewStore.ts';

/** How a column lies: the tree's own column and command lines take what is left, the rest has its field's width. */
export interface Column {
  readonly field: Field;
  readonly isTree: boolean;
  readonly isNumeric: boolean;
  /** A track of CSS grid-template-columns. */
  readonly track: string;
  /** px that it takes at least. */
  readonly least: number;
}

/** px of the tree's column beside its guides: twisty, name, a tag. */
const NAME_LEAST = 176;
const LIST_LEAST = 150;

/** px of one level's guide: the deeper the tree, the narrower, so that names keep their room. */
export function guideWidth(deepest: number): number {
  if (deepest <= 6) return 16;
  if (deepest <= 12) return 12;
  return deepest <= 18 ? 9 : 7;
}

/** The columns for field ids, the tree's own first, wide enough for the deepest guides. Ids that no field has are left out. `widths`: px that were chosen. */
export function columnsOf(ids: readonly string[], fields: readonly Field[], deepest: number, widths: ReadonlyMap<string, number> = new Map()): Column[] {
  return [TREE_COLUMN, ...ids].flatMap((id, index) => {
    const field = findField(id, fields);
    return field === null ? [] : [columnOf(field, index === 0 ? NAME_LEAST + deepest * guideWidth(deepest) : null, widths.get(id))];
  });
}

function columnOf(field: Field, treeLeast: number | null, chosen: number | undefined): Column {
  const isNumeric = field.kind === 'number';
  const isTree = treeLeast !== null;
  if (chosen !== undefined) return { field, isTree, isNumeric, track: `${chosen}px`, least: chosen };
  if (isTree) return { field, isTree, isNumeric, track: `minmax(${treeLeast}px, 1.35fr)`, least: treeLeast };
  if (field.kind === 'list') return { field, isTree, isNumeric, track: `minmax(${LIST_LEAST}px, 1.6fr)`, least: LIST_LEAST };
  return { field, isTree, isNumeric, track: `${field.width}px`, least: field.width };
}
