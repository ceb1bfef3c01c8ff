import { nodeConfig } from './vite/node.mjs';
import { preloadConfig } from './vite/preload.mjs';
import { rendererConfig } from './vite/renderer.mjs';

/**
 * One built folder of dist/.
 * @typedef {object} Target
 * @property {string} name its folder in dist/
 * @property {readonly string[]} inputs folders and files whose content decides whether it is rebuilt
 * @property {readonly string[]} entries sources that must exist
 * @property {readonly string[]} outputs files in its folder that must be there afterwards
 * @property {string | null} executable the output that is run by name
 * @property {(outDir: string) => Promise<import('vite').InlineConfig>} config
 */

/** Sources of the programs on Node's side, by the name of their output. */
const programs = {
  procession: 'electron/cli/procession.ts',
  main: 'electron/desktop/main.ts',
  samplerWorker: 'electron/engine/samplerWorker.ts',
  privilegeHelper: 'electron/engine/privilege/privilegeHelper.ts',
  reader: 'electron/engine/reader/readerProcess.ts',
};

/** Every target, once. */
/** @type {readonly Target[]} */
export const TARGETS = [
  {
    name: 'node',
    inputs: ['electron', 'shared', 'package-lock.json', 'build/vite/node.mjs', 'build/targets.mjs'],
    entries: Object.values(programs),
    outputs: Object.keys(programs).map((name) => `${name}.js`),
    executable: 'procession.js',
    config: (outDir) => nodeConfig(outDir, programs),
  },
  {
    name: 'preload',
    inputs: ['electron/preload', 'shared', 'package-lock.json', 'build/vite/preload.mjs', 'build/targets.mjs'],
    entries: ['electron/preload/preload.ts'],
    outputs: ['preload.cjs'],
    executable: null,
    config: (outDir) => preloadConfig(outDir, 'electron/preload/preload.ts', 'preload.cjs'),
  },
  {
    name: 'desktop',
    inputs: ['electron/desktop', 'electron/engine/hosting', 'package-lock.json', 'build/vite/preload.mjs', 'build/targets.mjs'],
    entries: ['electron/desktop/early.ts'],
    outputs: ['early.cjs'],
    executable: null,
    config: (outDir) => preloadConfig(outDir, 'electron/desktop/early.ts', 'early.cjs'),
  },
  {
    name: 'renderer',
    inputs: ['renderer', 'shared', 'package-lock.json', 'build/vite/renderer.mjs', 'build/targets.mjs'],
    entries: ['renderer/index.html', 'renderer/main.tsx'],
    outputs: ['index.html'],
    executable: null,
    config: rendererConfig,
  },
];
