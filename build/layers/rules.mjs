/**
 * Who may import whom, and what may stand where: the tables of the design.
 */

/**
 * One folder and what its files may import.
 * @typedef {object} Layer
 * @property {string} folder
 * @property {readonly string[]} folders of this project
 * @property {boolean} node whether Node's own modules
 * @property {readonly RegExp[]} packages
 */

/** Runs on Node beside Electron or without it. */
const NODE_PACKAGES = [/^zod(\/mini)?$/, /^ws$/, /^ps-list$/, /^pidusage$/, /^koffi$/];
const VIEW_PACKAGES = [
  /^react(-dom)?(\/|$)/,
  /^zod\/mini$/,
  /^zustand(\/|$)/,
  /^@tanstack\/react-virtual$/,
  /^radix-ui$/,
  /^cmdk$/,
  /^lucide-react$/,
  /^uplot(\/|$)/,
];
const ELECTRON = /^electron(\/|$)/;

/** The first layer whose folder holds a file counts. */
/** @type {readonly Layer[]} */
export const LAYERS = [
  { folder: 'shared', folders: ['shared'], node: false, packages: [/^zod(\/mini)?$/] },
  { folder: 'renderer', folders: ['shared', 'renderer'], node: false, packages: VIEW_PACKAGES },
  { folder: 'electron/engine', folders: ['shared', 'electron/engine'], node: true, packages: NODE_PACKAGES },
  { folder: 'electron/web', folders: ['shared', 'electron/engine', 'electron/web'], node: true, packages: NODE_PACKAGES },
  { folder: 'electron/cli', folders: ['shared', 'electron/engine', 'electron/cli', 'electron/web'], node: true, packages: NODE_PACKAGES },
  {
    folder: 'electron/desktop',
    folders: ['shared', 'electron/engine', 'electron/desktop', 'electron/preload'],
    node: true,
    packages: [...NODE_PACKAGES, ELECTRON, /^electron-updater$/],
  },
  { folder: 'electron/preload', folders: ['shared', 'electron/preload'], node: true, packages: [ELECTRON] },
];

/**
 * Something that may stand only in some places.
 * @typedef {object} Rule
 * @property {string} name
 * @property {readonly string[]} within folders it holds in
 * @property {readonly string[]} except files and folders (with a final slash) where it may stand
 * @property {RegExp} pattern looked for in code without comments and without the inside of strings
 */

const ELECTRON_SIDE = ['electron'];
const PRODUCT = ['shared', 'renderer', 'electron'];

/** @type {readonly Rule[]} */
export const RULES = [
  {
    name: 'process.platform stands in providers/index.ts and the menu alone',
    within: PRODUCT,
    except: ['electron/engine/providers/index.ts', 'electron/desktop/menu.ts'],
    pattern: /\bprocess\s*(?:\?\.|\.)\s*platform\b|\{[^{}]*\bplatform\b[^{}]*\}\s*=\s*process\b|\bplatform\s*\(\s*\)|\bos\.platform\b/,
  },
  {
    name: 'a signal is sent in engine/signals alone',
    within: ELECTRON_SIDE,
    except: ['electron/engine/signals/'],
    pattern: /\bprocess\s*(?:\?\.|\.)\s*(?:kill|_kill)\b|\{[^{}]*\bkill\b[^{}]*\}\s*=\s*process\b/,
  },
  {
    name: 'a process is changed in engine/signals alone',
    within: ELECTRON_SIDE,
    except: ['electron/engine/signals/'],
    pattern: /\bsetPriority\b/,
  },
  { name: 'ipcMain stands in desktop/ipcPort.ts alone', within: ELECTRON_SIDE, except: ['electron/desktop/ipcPort.ts'], pattern: /\bipcMain\b/ },
  { name: 'nothing hands an address to the system to be opened', within: ELECTRON_SIDE, except: [], pattern: /\b(?:openExternal|openPath)\b/ },
  {
    name: 'shared has no clock and no chance: they are passed in',
    within: ['shared'],
    except: [],
    pattern:
      /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?![\w\s(]))|(?<!new\s)\bDate\s*\(\s*\)|\bperformance\s*\.\s*now\b|\bMath\s*\.\s*random\b|\bset(?:Timeout|Interval)\s*\(/,
  },
  { name: 'no default export', within: [...PRODUCT, 'tests'], except: [], pattern: /\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/ },
  {
    name: 'the view builds no HTML from text',
    within: ['renderer'],
    except: [],
    pattern: /\b(?:dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\s*\.\s*write)\b/,
  },
];

/** Modules that may be imported in some places alone: a signal must not be sent through a child's handle, and no child be spawned to read. */
/** @type {readonly { name: string, module: RegExp, except: readonly string[] }[]} */
export const MODULES = [
  {
    name: 'child processes are started in engine/reader, engine/privilege/askHelper.ts and web/openBrowser.ts alone',
    module: /^(?:node:)?(?:child_process|cluster)$/,
    except: ['electron/engine/reader/', 'electron/engine/privilege/askHelper.ts', 'electron/web/openBrowser.ts', 'build/', 'tests/'],
  },
  {
    name: 'system calls are made in engine/signals and providers alone',
    module: /^koffi$/,
    except: ['electron/engine/signals/', 'electron/engine/providers/', 'tests/'],
  },
];

/** Folders that are looked at; each must hold files. */
export const FOLDERS = ['shared', 'renderer', 'electron', 'tests', 'build'];
