import type { Command } from './command.ts';
import { find } from './find.ts';
import { kill } from './kill.ts';
import { openHelp } from './openHelp.ts';
import { selectParent } from './selectParent.ts';
import { switchLanguage } from './switchLanguage.ts';
import { terminate } from './terminate.ts';
import { toggleCpuMode } from './toggleCpuMode.ts';

/** Every command, once. */
export const COMMANDS: readonly Command[] = [find, selectParent, terminate, kill, toggleCpuMode, openHelp, switchLanguage];

/** What the context menu of a process offers, in order. */
export const PROCESS_COMMANDS: readonly Command[] = [selectParent, terminate, kill];
