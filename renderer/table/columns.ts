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

const TREE_LEAST = 210;
const LIST_LEAST = 150;

/** The columns for field ids, the tree's own first. Ids that no field has are left out. */
export function columnsOf(ids: readonly string[], fields: readonly Field[]): Column[] {
  return [TREE_COLUMN, ...ids].flatMap((id, index) => {
    const field = findField(id, fields);
    return field === null ? [] : [columnOf(field, index === 0)];
  });
}

function columnOf(field: Field, isTree: boolean): Column {
  const isNumeric = field.kind === 'number';
  if (isTree) return { field, isTree, isNumeric, track: `minmax(${TREE_LEAST}px, 1.35fr)`, least: TREE_LEAST };
  if (field.kind === 'list') return { field, isTree, isNumeric, track: `minmax(${LIST_LEAST}px, 1.6fr)`, least: LIST_LEAST };
  return { field, isTree, isNumeric, track: `${field.width}px`, least: field.width };
}
