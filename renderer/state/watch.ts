import { FIELDS, findField } from '../../shared/fields/registry.ts';
import { MOST_KEYS, type Wish } from '../../shared/process/demand.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { type Arrangement, needsOf } from '../../shared/process/arrangement/grouping.ts';
import { isGroupKey } from '../../shared/process/arrangement/groupRow.ts';
import { fieldsOf } from '../../shared/query/matchQuery.ts';
import { isGrouping } from './arrange.ts';
import type { Link } from './link.ts';
import type { ProcessStore } from './processStore.ts';
import type { ViewStore } from './viewStore.ts';

/** ms that what is shown must stay the same before the engine hears of it. */
const SETTLED_AFTER = 150;

const DEAR_IDS = FIELDS.filter((field) => 'isDear' in field).map(({ id }) => id);

/** Tells the engine what this view shows, so that dear fields are read for these rows and for no others. */
export interface Watch {
  /** Which rows are drawn now, and (asked for only when it matters) all rows of the table in their order, for sorting by a dear field. */
  show(drawn: readonly ProcessKey[], all: () => readonly ProcessKey[]): void;
  /** What is wanted besides, whatever is drawn; null: nothing. */
  also(wish: Wish | null): void;
}

export function startWatch(link: Link, view: ViewStore, processes: ProcessStore): Watch {
  let drawn: readonly ProcessKey[] = [];
  let all: () => readonly ProcessKey[] = () => [];
  let extra: Wish | null = null;
  let told = '';
  let client = link.getState().client;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => {
    timer = undefined;
    const { columns, sort, query, selected, arrangement } = view.getState();
    const asked = query === null ? [] : [...fieldsOf(query)].map(({ id }) => id);
    // What a filter does not show yet may be what it asks for.
    const candidates = query === null ? all : () => [...processes.getState().rows.keys()];
    const wishes = wishesOf({ drawn, all: candidates, columns, deciding: [sort.fieldId, ...asked], selected: selected?.key ?? null, arrangement });
    if (extra !== null) wishes.push(extra);
    const text = JSON.stringify(wishes);
    if (client === null || text === told) return;
    told = text;
    void client.request('watch', { wishes });
  };
  const tellSoon = (): void => {
    timer ??= setTimeout(tell, SETTLED_AFTER);
  };

  link.subscribe((state) => {
    if (state.client === client) return;
    client = state.client;
    told = '';
    tellSoon();
  });
  view.subscribe(tellSoon);
  return {
    show: (nowDrawn, nowAll) => {
      drawn = nowDrawn;
      all = nowAll;
      tellSoon();
    },
    also: (wish) => {
      if (wish === extra) return;
      extra = wish;
      tellSoon();
    },
  };
}

interface Shown {
  readonly drawn: readonly ProcessKey[];
  readonly all: () => readonly ProcessKey[];
  readonly columns: readonly string[];
  /** Fields that decide which rows are drawn, and where. */
  readonly deciding: readonly string[];
  readonly selected: ProcessKey | null;
  readonly arrangement: Arrangement;
}

/** The drawn rows with their columns, the selected row with all its details, and, to sort or filter by dear fields, those of as many rows as can be asked for. */
export function wishesOf({ drawn, all, columns, deciding, selected, arrangement }: Shown): Wish[] {
  const wishes: Wish[] = [{ fields: columns, keys: drawn.filter(isProcess).slice(0, MOST_KEYS) }];
  const grouping = isGrouping(arrangement) ? needsOf(arrangement) : [];
  if (grouping.length > 0) wishes.push({ fields: grouping, keys: 'all' });
  if (selected !== null && isProcess(selected)) wishes.push({ fields: [...DEAR_IDS, 'args'], keys: [selected] });
  const dear = deciding.filter((id) => findField(id)?.isDear === true);
  if (dear.length > 0) wishes.push({ fields: dear, keys: all().filter(isProcess).slice(0, MOST_KEYS) });
  return wishes;
}

/** Lines of groups stand among those of processes. */
const isProcess = (key: ProcessKey): boolean => !isGroupKey(key);
