import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** What to do where there is none. */
export const INSTALL_BROWSER = 'install Google Chrome or Chromium, or set CHROME_PATH to its program';

/**
 * An installed Chrome or Chromium: CHROME_PATH, the search path, then the places where installers put it.
 * @returns {string | null}
 */
export function findBrowser() {
  const { CHROME_PATH, PATH = '', HOME = '', LOCALAPPDATA = '', PROGRAMFILES = '', 'PROGRAMFILES(X86)': programFilesX86 = '' } = process.env;
  if (CHROME_PATH) return existsSync(CHROME_PATH) ? CHROME_PATH : null;
  return candidates(PATH, HOME, [PROGRAMFILES, programFilesX86, LOCALAPPDATA]).find((path) => existsSync(path)) ?? null;
}

/**
 * @param {string} searchPath
 * @param {string} home
 * @param {readonly string[]} programFolders of Windows
 */
function candidates(searchPath, home, programFolders) {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].flatMap((name) => ['', home].map((base) => `${base}/Applications/${name}.app/Contents/MacOS/${name}`));
  }
  if (process.platform === 'win32') {
    return programFolders.filter(Boolean).flatMap((folder) => ['Google\\Chrome', 'Chromium'].map((name) => join(folder, name, 'Application', 'chrome.exe')));
  }
  return searchPath
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
}
