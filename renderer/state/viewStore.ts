import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Field } from '../../shared/fields/field.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import type { Arrangement } from '../../shared/process/arrangement/grouping.ts';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { isGhostRow } from '../../shared/process/arrangement/originalTree.ts';
import type { Expansion } from '../../shared/process/expansion.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { parseQuery } from '../../shared/query/parseQuery.ts';
import type { Query, QueryFault } from '../../shared/query/query.ts';
import type { Sort } from '../../shared/query/sort.ts';
import { NARROWEST, WIDEST, withColumnAt } from '../../shared/settings/columnSets.ts';
import { DEFAULTS } from '../../shared/settings/registry.ts';
import type { CpuMode } from '../../shared/settings/sampling.ts';
import type { Language } from '../../shared/words/text.ts';

/** What a list is opened to choose from. */
export type ChoiceKind = 'command' | 'user' | 'sort' | 'depth' | 'columns' | 'export' | 'cell';

/** What the picture shows of the tree, and how far in it is. */
export interface PictureView {
  /** A field that can be added up. */
  readonly measure: PictureMeasure;
  /** The process that fills it; null: the whole tree. */
  readonly root: ProcessKey | null;
}
export const PICTURE_MEASURES = ['rss', 'cpuPercent'] as const;
export type PictureMeasure = (typeof PICTURE_MEASURES)[number];

/** What is shown of the table, and how. Processes are named by key, never by row number. */
export interface ViewState {
  /** As it is typed, faulty or not. */
  readonly filter: string;
  /** The last filter without a fault; null: everything. */
  readonly query: Query | null;
  /** What is wrong with what is typed; null: nothing. */
  readonly fault: QueryFault | null;
  /** Only processes of this state group; null: of all. */
  readonly stateGroup: string | null;
  readonly arrangement: Arrangement;
  /** Whether what is below a match stays too. */
  readonly withDescendants: boolean;
  /** What is looked for without filtering; null: nothing, the box is closed. */
  readonly findText: string | null;
  readonly sort: Sort;
  /** What the user opened or closed; the rest is as `isOpenAtFirst` says. */
  readonly expansion: ReadonlyMap<ProcessKey, boolean>;
  /** The selected process as it was last seen, for it may end while it is selected. */
  readonly selected: Row | null;
  /** Field ids of the columns, in order. `comm` is the tree's own column and always the first. */
  readonly columns: readonly string[];
  /** px of the columns that were made wider or narrower, by field id. */
  readonly widths: ReadonlyMap<string, number>;
  readonly cpuMode: CpuMode;
  readonly language: Language;
  /** Field id of the cell that was clicked last; null: none was. */
  readonly cell: string | null;
  /** What is chosen from in a list of its own; null: no such list is open. */
  readonly choice: ChoiceKind | null;
  readonly isHelpOpen: boolean;
  readonly isSettingsOpen: boolean;
  readonly isLogOpen: boolean;
  /** The picture in the place of the table; null: the table is shown. */
  readonly picture: PictureView | null;
  /** Rows that an action is for all at once, in the order in which they were marked; the living alone. */
  readonly marks: ReadonlyMap<ProcessKey, Row>;
}

export const TREE_COLUMN = 'comm';

const NO_FILTER = { filter: '', query: null, fault: null } as const;

export interface ViewStore extends StoreApi<ViewState> {
  filterBy(text: string): void;
  /** Turns the restriction to a state group on, or off where it is on. */
  toggleStateGroup(group: string): void;
  showAll(): void;
  arrange(arrangement: Arrangement): void;
  /** Sorts by the field; the other way round where it already does. */
  sortBy(field: Field): void;
  /** Orders siblings by the totals of their subtrees, or by their own values again. */
  toggleSubtreeSort(): void;
  expand(row: Row, isExpanded: boolean): void;
  select(row: Row | null): void;
  /** Remembers which cell of a row was clicked. */
  pointAt(fieldId: string | null): void;
  /** Selects the row, and opens what is above it. */
  reveal(row: Row, ancestors: readonly Row[]): void;
  toggleDescendants(): void;
  /** null: closes the box. */
  findFor(text: string | null): void;
  toggleColumn(id: string): void;
  /** Moves it before the one at `index`, counted as they are now. */
  moveColumn(id: string, index: number): void;
  /** px; null gives it its own width back. */
  resizeColumn(id: string, width: number | null): void;
  showColumns(ids: readonly string[], widths: Readonly<Record<string, number>>): void;
  expandMany(expansion: Expansion): void;
  choose(kind: ChoiceKind | null): void;
  openHelp(isOpen: boolean): void;
  openSettings(isOpen: boolean): void;
  openLog(isOpen: boolean): void;
  /** null: back to the table. */
  showPicture(picture: PictureView | null): void;
  toggleMark(row: Row): void;
  mark(rows: readonly Row[]): void;
  clearMarks(): void;
  /** Lets go of the marks of what has ended. */
  keepMarks(rows: ReadonlyMap<ProcessKey, Row>): void;
}

/** The kernel's threads are many and seldom what one looks for; of groups one wants the totals first. */
export function isOpenAtFirst(row: Row): boolean {
  return row.values.isKernelThread !== true && !isGroupRow(row);
}

/** Lines of groups and of the dead stand in the table too. */
const isProcess = (row: Row): boolean => !isGroupRow(row) && !isGhostRow(row);

export function isExpanded(expansion: ViewState['expansion'], row: Row): boolean {
  return expansion.get(row.key) ?? isOpenAtFirst(row);
}

export function createViewStore(language: Language): ViewStore {
  const store = createStore<ViewState>(() => ({
    ...NO_FILTER,
    stateGroup: null,
    arrangement: DEFAULTS.arrangement,
    withDescendants: DEFAULTS.withDescendants,
    findText: null,
    sort: DEFAULTS.sort,
    expansion: new Map(),
    selected: null,
    cell: null,
    columns: DEFAULTS.columns,
    widths: new Map(),
    cpuMode: DEFAULTS.cpuMode,
    language,
    choice: null,
    isHelpOpen: false,
    isSettingsOpen: false,
    isLogOpen: false,
    picture: null,
    marks: new Map(),
  }));
  const { setState } = store;
  return {
    ...store,
    filterBy: (filter) => setState(({ query }) => ({ filter, ...judge(filter, query) })),
    toggleStateGroup: (group) => setState(({ stateGroup }) => ({ stateGroup: stateGroup === group ? null : group })),
    showAll: () => setState({ ...NO_FILTER, stateGroup: null }),
    // A group is gone with its arrangement.
    arrange: (arrangement) => setState(({ selected }) => ({ arrangement, selected: selected !== null && isGroupRow(selected) ? null : selected })),
    sortBy: (field) => setState(({ sort }) => ({ sort: nextSort(sort, field) })),
    toggleSubtreeSort: () => setState(({ sort }) => ({ sort: { ...sort, bySubtree: sort.bySubtree !== true } })),
    expand: (row, isOpen) => setState(({ expansion }) => ({ expansion: new Map(expansion).set(row.key, isOpen) })),
    select: (selected) => setState({ selected }),
    pointAt: (cell) => setState({ cell }),
    reveal: (selected, ancestors) =>
      setState(({ expansion }) => {
        const closed = ancestors.filter((row) => !isExpanded(expansion, row));
        return { selected, expansion: closed.length === 0 ? expansion : new Map([...expansion, ...closed.map(({ key }) => [key, true] as const)]) };
      }),
    toggleDescendants: () => setState(({ withDescendants }) => ({ withDescendants: !withDescendants })),
    findFor: (findText) => setState({ findText }),
    toggleColumn: (id) => setState(({ columns }) => ({ columns: columns.includes(id) ? columns.filter((column) => column !== id) : [...columns, id] })),
    moveColumn: (id, index) => setState(({ columns }) => ({ columns: withColumnAt(columns, id, index) })),
    resizeColumn: (id, width) =>
      setState(({ widths: before }) => {
        const widths = new Map(before);
        if (width === null) widths.delete(id);
        else widths.set(id, Math.round(Math.max(NARROWEST, Math.min(WIDEST, width))));
        return { widths };
      }),
    showColumns: (columns, widths) => setState({ columns, widths: new Map(Object.entries(widths)) }),
    expandMany: (more) => setState(({ expansion }) => ({ expansion: new Map([...expansion, ...more]) })),
    choose: (choice) => setState({ choice }),
    openHelp: (isHelpOpen) => setState({ isHelpOpen }),
    openSettings: (isSettingsOpen) => setState({ isSettingsOpen }),
    openLog: (isLogOpen) => setState({ isLogOpen }),
    showPicture: (picture) => setState({ picture }),
    toggleMark: (row) =>
      setState(({ marks: before }) => {
        if (!isProcess(row)) return {};
        const marks = new Map(before);
        if (!marks.delete(row.key)) marks.set(row.key, row);
        return { marks };
      }),
    mark: (rows) => setState(({ marks }) => ({ marks: new Map([...marks, ...rows.filter(isProcess).map((row) => [row.key, row] as const)]) })),
    clearMarks: () => setState({ marks: new Map() }),
    keepMarks: (rows) => {
      const { marks } = store.getState();
      if ([...marks.keys()].every((key) => rows.has(key))) return;
      setState({ marks: new Map([...marks].filter(([key]) => rows.has(key))) });
    },
  };
}

/** A faulty filter leaves the last good one in force. */
function judge(filter: string, before: Query | null): Pick<ViewState, 'query' | 'fault'> {
  const parsed = parseQuery(filter, FIELDS);
  return parsed.ok ? { query: parsed.query, fault: null } : { query: before, fault: parsed.fault };
}

function nextSort(sort: Sort, field: Field): Sort {
  const first = field.largestFirst === true ? 'descending' : 'ascending';
  const second = first === 'ascending' ? 'descending' : 'ascending';
  return { ...sort, fieldId: field.id, direction: sort.fieldId === field.id && sort.direction === first ? second : first };
}
