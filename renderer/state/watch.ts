import { FIELDS, findField } from '../../shared/fields/registry.ts';
import { MOST_KEYS, type Wish } from '../../shared/process/demand.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Link } from './link.ts';
import type { ViewStore } from './viewStore.ts';

/** ms that what is shown must stay the same before the engine hears of it. */
const SETTLED_AFTER = 150;

const DEAR_IDS = FIELDS.filter((field) => 'isDear' in field).map(({ id }) => id);

/** Tells the engine what this view shows, so that dear fields are read for these rows and for no others. */
export interface Watch {
  /** Which rows are drawn now, and all rows of the table in their order, for sorting by a dear field. */
  show(drawn: readonly ProcessKey[], all: readonly ProcessKey[]): void;
  /** What is wanted besides, whatever is drawn; null: nothing. */
  also(wish: Wish | null): void;
}

export function startWatch(link: Link, view: ViewStore): Watch {
  let drawn: readonly ProcessKey[] = [];
  let all: readonly ProcessKey[] = [];
  let extra: Wish | null = null;
  let told = '';
  let client = link.getState().client;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => {
    timer = undefined;
    const { columns, sort, selected } = view.getState();
    const wishes = wishesOf({ drawn, all, columns, sortId: sort.fieldId, selected: selected?.key ?? null });
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
  readonly all: readonly ProcessKey[];
  readonly columns: readonly string[];
  readonly sortId: string;
  readonly selected: ProcessKey | null;
}

/** The drawn rows with their columns, the selected row with all its details, and, to sort by a dear field, that field of as many rows as can be asked for. */
export function wishesOf({ drawn, all, columns, sortId, selected }: Shown): Wish[] {
  const wishes: Wish[] = [{ fields: columns, keys: drawn.slice(0, MOST_KEYS) }];
  if (selected !== null) wishes.push({ fields: [...DEAR_IDS, 'args'], keys: [selected] });
  if (findField(sortId)?.isDear === true) wishes.push({ fields: [sortId], keys: all.slice(0, MOST_KEYS) });
  return wishes;
}
