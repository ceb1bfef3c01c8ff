import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { programPath, withBranches } from '../../shared/settings/branches.ts';
import type { ProcessStore } from './processStore.ts';
import type { SettingsStore } from './settingsStore.ts';
import { isOpenAtFirst, type ViewStore } from './viewStore.ts';

/** What was open and closed is kept over restarts by program path: who comes later finds its branch as another of the same path was left. */
export function keepBranches(settings: SettingsStore, view: ViewStore, processes: ProcessStore): void {
  /** Rows that were looked for among the remembered ones; the table is replaced with each sample, its rows mostly stay. */
  let known: ReadonlySet<ProcessKey> = new Set();

  /** What is remembered of rows that came. What the user did with a row itself counts more. */
  const recall = (): void => {
    const { values, isLoaded } = settings.getState();
    const { rows, tree } = processes.getState();
    if (!isLoaded || rows.size === 0) return;
    const news = [...rows.values()].filter(({ key }) => !known.has(key));
    if (news.length === 0) return;
    known = new Set(rows.keys());
    if (values.branches.length === 0) return;
    const remembered = new Map(values.branches);
    const { expansion } = view.getState();
    const found: [ProcessKey, boolean][] = [];
    for (const row of news) {
      const isOpen = expansion.has(row.key) ? undefined : remembered.get(programPath(row, tree.parentOf) ?? '');
      if (isOpen !== undefined) found.push([row.key, isOpen]);
    }
    if (found.length > 0) view.expandMany(new Map(found));
  };

  processes.subscribe((now, before) => {
    if (now.rows !== before.rows) recall();
  });
  settings.subscribe((now, before) => {
    if (now.isLoaded && !before.isLoaded) recall();
  });
  view.subscribe(({ expansion }, { expansion: before }) => {
    if (expansion === before) return;
    const { rows, tree } = processes.getState();
    const news = new Map<string, boolean | null>();
    for (const [key, isOpen] of expansion) {
      if (before.get(key) === isOpen) continue;
      const row = rows.get(key);
      const path = row === undefined || isGroupRow(row) ? null : programPath(row, tree.parentOf);
      if (path !== null) news.set(path, isOpen === isOpenAtFirst(row as Row) ? null : isOpen);
    }
    const { branches } = settings.getState().values;
    const next = withBranches(branches, news);
    if (next !== branches && JSON.stringify(next) !== JSON.stringify(branches)) settings.change({ branches: next });
  });
}
