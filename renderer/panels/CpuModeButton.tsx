import type { ReactNode } from 'react';
import { contextOf, runCommand } from '../commands/command.ts';
import { ariaShortcuts, formatShortcut } from '../commands/shortcuts.ts';
import { toggleCpuMode } from '../commands/toggleCpuMode.ts';
import { useStores, useView } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { useCommandStates } from './useCommandStates.ts';

/** Divides the table's CPU percentages by the number of cores, or does not. */
export function CpuModeButton({ cpus }: { readonly cpus: number | null }): ReactNode {
  const stores = useStores();
  const words = useWords();
  const mode = useView(({ cpuMode }) => cpuMode);
  const { label, reason } = useCommandStates()(toggleCpuMode);
  const shown = cpus === null ? '÷' : `÷ ${cpus}`;
  return (
    <button
      type="button"
      className="chip divide"
      aria-label={`${shown}: ${label}`}
      aria-pressed={toggleCpuMode.isOn?.(contextOf(stores)) ?? false}
      aria-disabled={reason !== null}
      aria-keyshortcuts={ariaShortcuts(toggleCpuMode)}
      data-command={toggleCpuMode.id}
      data-tip="text"
      data-reason={reason ?? `${label} (${formatShortcut(toggleCpuMode.shortcuts[0]!)})\n${words.cpuMode[mode]}`}
      onClick={() => runCommand(toggleCpuMode, contextOf(stores))}
    >
      {shown}
    </button>
  );
}
