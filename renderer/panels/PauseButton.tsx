import { Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { contextOf, runCommand } from '../commands/command.ts';
import { pause } from '../commands/pause.ts';
import { ariaShortcuts, formatShortcut } from '../commands/shortcuts.ts';
import { usePause, useProcesses, useStores } from '../state/stores.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';

/** Freezes the view and lets it go on; while it is frozen, says since when. */
export function PauseButton(): ReactNode {
  const stores = useStores();
  const since = usePause((state) => state.since);
  const isKnown = useProcesses((state) => state.capabilities !== null);
  const words = useWords().pause;
  const say = useText();
  const language = useLanguage();
  const Icon = since === null ? Pause : Play;
  const time = new Intl.DateTimeFormat(language === 'zh' ? 'zh-Hans' : 'en', { timeStyle: 'medium', hourCycle: 'h23' });
  return (
    <button
      type="button"
      className={`button pause${since === null ? '' : ' paused'}`}
      aria-pressed={since !== null}
      aria-disabled={!isKnown}
      aria-keyshortcuts={ariaShortcuts(pause)}
      data-command={pause.id}
      data-tip="text"
      data-reason={since === null ? words.help : words.pausedHelp}
      onClick={() => runCommand(pause, contextOf(stores))}
    >
      <Icon size={14} aria-hidden="true" />
      {since === null ? say(pause.label) : words.since(time.format(since))}
      <kbd aria-hidden="true">{formatShortcut(pause.shortcuts[0]!)}</kbd>
    </button>
  );
}
