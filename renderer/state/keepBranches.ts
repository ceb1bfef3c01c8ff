import { isGroupKey } from '../../shared/process/arrangement/groupRow.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { LONGEST_PATH, programPath, withBranches } from '../../shared/settings/branches.ts';
import type { ProcessStore } from './processStore.ts';
import type { SettingsStore } from './settingsStore.ts';
import { isOpenAtFirst, type ViewStore } from './viewStore.ts';

/** What was open and closed is kept over restarts, groups by their key, processes by program path: who comes later finds its branch as another of the same path was left. */
export function keepBranches(settings: SettingsStore, view: ViewStore, processes: ProcessStore): void {
  let hasBegun = false;

  /** What is remembered of these rows. What the user did with a row itself counts more. */
  const recall = (news: Iterable<Row>): void => {
    const remembered = new Map(settings.getState().values.branches);
    if (remembered.size === 0) return;
    const { expansion } = view.getState();
    const { parentOf } = processes.getState().tree;
    const found = new Map<ProcessKey, boolean>();
    for (const row of news) {
      const isOpen = expansion.has(row.key) ? undefined : remembered.get(programPath(row, parentOf) ?? '');
      if (isOpen !== undefined) found.set(row.key, isOpen);
    }
    if (found.size > 0) view.expandMany(found);
  };
  /** The first table as soon as it and the settings are there. */
  const begin = (): void => {
    const { rows } = processes.getState();
    if (hasBegun || rows.size === 0 || !settings.getState().isLoaded) return;
    hasBegun = true;
    recall(rows.values());
    const { expansion } = view.getState();
    const groups = settings.getState().values.branches.filter(([key]) => isGroupKey(key) && !expansion.has(key));
    if (groups.length > 0) view.expandMany(new Map(groups));
  };

  settings.subscribe(begin);
  processes.subscribe(({ rows, fresh }, before) => {
    if (!hasBegun) return begin();
    if (fresh !== before.fresh) recall([...fresh].flatMap((key) => (before.fresh.has(key) ? [] : (rows.get(key) ?? []))));
  });
  view.subscribe(({ expansion }, { expansion: before }) => {
    if (expansion === before) return;
    const { rows, tree } = processes.getState();
    const news = new Map<string, boolean | null>();
    for (const [key, isOpen] of expansion) {
      if (before.get(key) === isOpen) continue;
      // Groups are closed at first.
      if (isGroupKey(key) && key.length <= LONGEST_PATH) news.set(key, isOpen ? true : null);
      const row = rows.get(key);
      if (row === undefined) continue;
      const path = programPath(row, tree.parentOf);
      if (path !== null) news.set(path, isOpen === isOpenAtFirst(row) ? null : isOpen);
    }
    const { branches } = settings.getState().values;
    const next = withBranches(branches, news);
    if (next !== branches && JSON.stringify(next) !== JSON.stringify(branches)) settings.change({ branches: next });
  });
}
