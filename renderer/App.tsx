import { ChartBarStacked, Command, Settings } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Field } from '../shared/fields/field.ts';
import { FIELDS } from '../shared/fields/registry.ts';
import { type GroupRow, isGroupRow } from '../shared/process/arrangement/groupRow.ts';
import type { Language } from '../shared/words/text.ts';
import { ActionDialog } from './actions/ActionDialog.tsx';
import { ActionLogDialog } from './actions/ActionLogDialog.tsx';
import { ChoiceDialog } from './choices/ChoiceDialog.tsx';
import { contextOf } from './commands/command.ts';
import { COMMANDS } from './commands/commands.ts';
import { openHelp } from './commands/openHelp.ts';
import { openPalette } from './commands/openPalette.ts';
import { openSettings } from './commands/openSettings.ts';
import { leavePicture, togglePicture } from './commands/picture.ts';
import { runShortcut, worksInBoxes } from './commands/shortcuts.ts';
import { switchLanguage } from './commands/switchLanguage.ts';
import { Details } from './details/Details.tsx';
import { useDetailsLayout } from './details/useDetailsLayout.ts';
import { HelpDialog } from './help/HelpDialog.tsx';
import { ArrangementChoice } from './panels/ArrangementChoice.tsx';
import { AskedBanner } from './panels/AskedBanner.tsx';
import { ColumnChooser } from './panels/ColumnChooser.tsx';
import { CommandButton } from './panels/CommandButton.tsx';
import { ConnectionBanner } from './panels/ConnectionBanner.tsx';
import { FilterBox } from './panels/FilterBox.tsx';
import { FindBox } from './panels/FindBox.tsx';
import { GroupDetails } from './panels/GroupDetails.tsx';
import { HidingBanner } from './panels/HidingBanner.tsx';
import { IconButton } from './panels/IconButton.tsx';
import { Logo } from './panels/Logo.tsx';
import { PauseButton } from './panels/PauseButton.tsx';
import { ProcessMenu } from './panels/ProcessMenu.tsx';
import { SamplerBanner } from './panels/SamplerBanner.tsx';
import { StatusBar } from './panels/StatusBar.tsx';
import { Strip } from './panels/Strip.tsx';
import { Picture } from './picture/Picture.tsx';
import { usePrinting } from './print/usePrinting.ts';
import { SettingsBanner } from './settings/SettingsBanner.tsx';
import { SettingsDialog } from './settings/SettingsDialog.tsx';
import { useIsReady } from './settings/useIsReady.ts';
import { useTheme } from './settings/useTheme.ts';
import { fieldsIn } from './state/fieldsIn.ts';
import type { Lines } from './state/lines.ts';
import { useFound, useLines } from './state/useLines.ts';
import { type Stores, useLink, usePause, useSettings, useStores, useSystem, useView } from './state/stores.tsx';
import { EmptyTable } from './table/EmptyTable.tsx';
import { focusTable } from './table/focusTable.ts';
import { ProcessTable } from './table/ProcessTable.tsx';
import { TooltipLayer } from './tooltip/TooltipLayer.tsx';
import { LanguageProvider, useWords } from './words/language.tsx';

/** The whole window, in the language that is chosen. `fields` are all columns there can be. */
export function App({ fields = FIELDS }: { readonly fields?: readonly Field[] }): ReactNode {
  const language = useView((state) => state.language);
  const isReady = useIsReady();
  useTheme(isReady);
  useEffect(() => {
    document.documentElement.lang = HTML_LANGUAGES[language];
  }, [language]);
  return <LanguageProvider language={language}>{isReady && <Window all={fields} />}</LanguageProvider>;
}

/** Names as HTML wants them (BCP 47). */
const HTML_LANGUAGES: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

function Window({ all }: { readonly all: readonly Field[] }): ReactNode {
  const stores = useStores();
  const words = useWords();
  const [menuPlace, setMenuPlace] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const selected = useView((state) => state.selected);
  const picture = useView((state) => state.picture);
  const isStale = useLink(({ phase, status, isSilent }) => phase.kind !== 'live' || isSilent || (status !== null && status.failure !== null));
  const isPaused = usePause(({ since }) => since !== null);
  const cpuMode = useView((state) => state.cpuMode);
  const units = useSettings(({ values }) => values.units);
  const cpus = useSystem(({ line }) => line?.cpus ?? null);
  const fields = useMemo(() => fieldsIn({ cpuMode, units }, cpus, all), [cpuMode, units, cpus, all]);
  const lines = useLines(fields);
  const found = useFound(fields, lines);
  const detailsLayout = useDetailsLayout(selected !== null);
  useShortcuts();
  usePrinting();
  useEffect(() => {
    const tell = (): void => stores.link.setVisible(document.visibilityState === 'visible');
    const leave = (): void => stores.settings.flush();
    document.addEventListener('visibilitychange', tell);
    window.addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('visibilitychange', tell);
      window.removeEventListener('pagehide', leave);
    };
  }, [stores]);

  return (
    <>
      <header className="top">
        <Logo />
        <FilterBox />
        <div className="top-end">
          <ArrangementChoice />
          <PauseButton />
          <CommandButton command={switchLanguage} />
          <CommandButton command={openHelp} />
          <IconButton command={togglePicture} icon={ChartBarStacked} keyIn="face" isPressed={picture !== null} />
          <ColumnChooser fields={fields} />
          <IconButton command={openSettings} icon={Settings} keyIn="tip" />
          <IconButton command={openPalette} icon={Command} keyIn="name" />
        </div>
      </header>
      <ConnectionBanner />
      <SamplerBanner />
      <HidingBanner />
      <SettingsBanner />
      <AskedBanner />
      <Strip />
      <main {...detailsLayout} aria-label={words.table.label}>
        {lines.lines.length > 0 && picture !== null ? (
          <Picture picture={picture} fields={fields} isStale={isStale} onContextMenu={setMenuPlace} />
        ) : lines.lines.length > 0 ? (
          <ProcessTable lines={lines.lines} fields={fields} isStale={isStale} isPaused={isPaused} found={found} onContextMenu={setMenuPlace} />
        ) : (
          <EmptyTable />
        )}
        {selected !== null &&
          (isGroupRow(selected) ? <GroupDetails row={newestOf(selected, lines)} fields={fields} /> : <Details row={selected} fields={fields} />)}
        <FindBox found={found} />
        <ProcessMenu place={menuPlace} onClose={() => setMenuPlace(null)} />
        <TooltipLayer fields={fields} />
      </main>
      <StatusBar lines={lines} />
      <ActionDialog />
      <ActionLogDialog />
      <HelpDialog />
      <SettingsDialog />
      <ChoiceDialog fields={fields} />
    </>
  );
}

/** A group's line is made anew with each sample; one that has no members left is shown as it was. */
function newestOf(group: GroupRow, { lines }: Lines): GroupRow {
  const now = lines.find(({ row }) => row.key === group.key)?.row;
  return now !== undefined && isGroupRow(now) ? now : group;
}

/** What Escape closes: the find box, then the picture, then the details. */
function closeOne({ view }: Stores): void {
  if (view.getState().findText !== null) return view.findFor(null);
  if (view.getState().picture !== null) return leavePicture(view);
  const wasInDetails = document.activeElement?.closest('.details') !== null;
  view.select(null);
  // After React has taken them away.
  if (wasInDetails) requestAnimationFrame(focusTable);
}

/** Keys work wherever nothing else wants them: not while text is typed, a menu or a dialog is open. */
function useShortcuts(): void {
  const stores = useStores();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const place = event.target instanceof Element ? event.target : null;
      if (place !== null && place.closest('dialog, [role="menu"]') !== null) return;
      if (place !== null && place.closest('input, textarea, select') !== null && !worksInBoxes(event)) return;
      // These keys press what has the focus.
      if ((event.key === ' ' || event.key === 'Enter') && place !== null && place.closest('button, a, [role="tab"]') !== null) return;
      if (stores.actions.getState().action !== null) return;
      if (event.key === 'Escape') closeOne(stores);
      else if (runShortcut(event, COMMANDS, contextOf(stores))) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [stores]);
}
