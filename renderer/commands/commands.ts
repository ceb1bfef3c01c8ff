import { chooseDepth, closeAll, closeBranch, closeOthers, openAll, openBranch } from './branches.ts';
import { keepEnded, markNew, sortAgain } from './calm.ts';
import { changeSettings, niceDown, niceUp } from './changeSettings.ts';
import { chooseColumns } from './chooseColumns.ts';
import { chooseUser } from './chooseUser.ts';
import type { Command } from './command.ts';
import { copyCell, copyCommand, copyRow } from './copy.ts';
import { endSubtree } from './endSubtree.ts';
import { exportTable } from './exportTable.ts';
import { find } from './find.ts';
import { findNext, findPrevious, findText } from './findText.ts';
import { hangUp } from './hangUp.ts';
import { kill } from './kill.ts';
import { clearMarks, markSubtree, toggleMark } from './marks.ts';
import { openHelp } from './openHelp.ts';
import { openLog } from './openLog.ts';
import { openPalette } from './openPalette.ts';
import { openSettings } from './openSettings.ts';
import { pause } from './pause.ts';
import { togglePicture } from './picture.ts';
import { placeDetails } from './placeDetails.ts';
import { print } from './print.ts';
import { resume } from './resume.ts';
import { selectParent } from './selectParent.ts';
import { showDetails } from './showDetails.ts';
import { chooseSort, sortByCpu, sortByMemory, sortBySubtree } from './sorting.ts';
import { suspend } from './suspend.ts';
import { switchLanguage } from './switchLanguage.ts';
import { terminate } from './terminate.ts';
import { toggleCpuMode } from './toggleCpuMode.ts';
import { toggleDescendants } from './toggleDescendants.ts';
import { toggleTree } from './toggleTree.ts';

/** What the context menu of a process offers, in order. */
export const PROCESS_COMMANDS: readonly Command[] = [
  selectParent,
  toggleMark,
  terminate,
  kill,
  endSubtree,
  suspend,
  resume,
  hangUp,
  changeSettings,
  niceDown,
  niceUp,
  copyCell,
];

/** Every command, once. */
export const COMMANDS: readonly Command[] = [
  openPalette,
  find,
  toggleDescendants,
  chooseUser,
  findText,
  findNext,
  findPrevious,
  showDetails,
  placeDetails,
  ...PROCESS_COMMANDS,
  markSubtree,
  clearMarks,
  toggleTree,
  chooseSort,
  sortByCpu,
  sortByMemory,
  sortBySubtree,
  sortAgain,
  openBranch,
  closeBranch,
  openAll,
  closeAll,
  closeOthers,
  chooseDepth,
  chooseColumns,
  togglePicture,
  exportTable,
  print,
  copyCommand,
  copyRow,
  pause,
  markNew,
  keepEnded,
  toggleCpuMode,
  openLog,
  openSettings,
  openHelp,
  switchLanguage,
];
