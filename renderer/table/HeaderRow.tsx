import type { ReactNode } from 'react';
import type { Column } from './columns.ts';
import { HeaderCell } from './HeaderCell.tsx';

/** Column names. */
export function HeaderRow({ columns }: { readonly columns: readonly Column[] }): ReactNode {
  return (
    <div role="row" aria-rowindex={1} className="row header">
      {columns.map((column) => (
        <HeaderCell key={column.field.id} column={column} />
      ))}
    </div>
  );
}
