import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkLayers } from '../../build/layers/checkLayers.mjs';
import { withPlantedTree } from './plantedTree.ts';

type Files = Readonly<Record<string, string | null>>;
const violationsWith = (files: Files): string[] => withPlantedTree(files, (root) => checkLayers(root).violations);

test('the real tree keeps every rule', () => {
  const { files, violations } = checkLayers(resolve(import.meta.dirname, '..', '..'));
  expect(violations).toEqual([]);
  expect(files).toBeGreaterThan(100);
});

test('a clean planted tree keeps every rule', () => {
  expect(violationsWith({})).toEqual([]);
});

/** What is planted, and where the check must point. */
const DIRECTIONS: readonly [string, string, string][] = [
  ['shared imports Node', 'shared/process/b.ts', "import { readFileSync } from 'node:fs';\nexport const b = readFileSync;"],
  ['shared imports Node by its old name', 'shared/process/b.ts', "import { join } from 'path';\nexport const b = join;"],
  ['shared imports a package', 'shared/process/b.ts', "import { create } from 'zustand';\nexport const b = create;"],
  ['shared imports electron', 'shared/process/b.ts', "import type { App } from 'electron';\nexport type B = App;"],
  ['shared imports the view', 'shared/process/b.ts', "import { view } from '../../renderer/main.tsx';\nexport const b = view;"],
  ['shared imports the engine', 'shared/process/b.ts', "export const b = () => import('../../electron/engine/engine.ts');"],
  ['the view imports Node', 'renderer/b.ts', "import { cpus } from 'node:os';\nexport const b = cpus;"],
  ['the view imports the engine', 'renderer/b.ts', "import type { engine } from '../electron/engine/engine.ts';\nexport type B = typeof engine;"],
  ['the view imports electron', 'renderer/b.ts', "export const b = require('electron');"],
  ['the view points a worker at the engine', 'renderer/b.ts', "export const b = new Worker(new URL('../electron/engine/engine.ts', import.meta.url));"],
  ['the engine imports electron', 'electron/engine/b.ts', "import { app } from 'electron';\nexport const b = app;"],
  ['the engine imports electron/main', 'electron/engine/b.ts', "import { app } from 'electron/main';\nexport const b = app;"],
  ['the engine imports its host', 'electron/engine/b.ts', "import { web } from '../web/webHost.ts';\nexport const b = web;"],
  ['the engine imports the view', 'electron/engine/b.ts', "export const b = `${await import('../../renderer/main.tsx')}`;"],
  ['the browser host imports electron', 'electron/web/b.ts', "import { app } from 'electron';\nexport const b = app;"],
  ['the browser host imports the desktop', 'electron/web/b.ts', "import { main } from '../desktop/main.ts';\nexport const b = main;"],
  ['the command line imports electron', 'electron/cli/b.ts', "import { app } from 'electron';\nexport const b = app;"],
  ['the desktop imports the browser host', 'electron/desktop/b.ts', "import { web } from '../web/webHost.ts';\nexport const b = web;"],
  ['the preload imports the engine', 'electron/preload/b.ts', "import { engine } from '../engine/engine.ts';\nexport const b = engine;"],
  ['a file of no layer', 'electron/b.ts', 'export const b = 1;'],
  ['a file that is not there', 'shared/process/b.ts', "import { c } from './c.ts';\nexport const b = c;"],
  ['an ending left out', 'shared/process/b.ts', "import { a } from './a';\nexport const b = a;"],
  ['a dynamic import that cannot be read', 'electron/engine/b.ts', 'export const b = (name: string) => import(name);'],
];

const PLACES: readonly [string, string, string][] = [
  ['process.platform outside its places', 'electron/engine/b.ts', "export const b = process.platform === 'linux';"],
  ['process.platform over two lines', 'electron/web/b.ts', 'export const b = process\n  .platform;'],
  ['platform taken out of process', 'electron/engine/b.ts', 'const { platform } = process;\nexport const b = platform;'],
  ['os.platform()', 'electron/engine/b.ts', "import os from 'node:os';\nexport const b = os.platform();"],
  ['process.kill outside engine/signals', 'electron/engine/b.ts', "export const b = () => process.kill(2, 'SIGTERM');"],
  ['process.kill in a template', 'electron/engine/b.ts', 'export const b = () => `sent ${process.kill(2)}`;'],
  ['kill taken out of process', 'electron/cli/b.ts', 'const { kill } = process;\nexport const b = kill;'],
  ['setPriority outside engine/signals', 'electron/engine/b.ts', "import { setPriority } from 'node:os';\nexport const b = setPriority;"],
  ['os.setPriority outside engine/signals', 'electron/cli/b.ts', "import os from 'node:os';\nexport const b = () => os.setPriority(2, 1);"],
  ['child_process in the sampler', 'electron/engine/b.ts', "import { execFile } from 'node:child_process';\nexport const b = execFile;"],
  ['child_process in engine/signals', 'electron/engine/signals/b.ts', "import { spawn } from 'child_process';\nexport const b = spawn;"],
  ['cluster in the browser host', 'electron/web/b.ts', "import cluster from 'node:cluster';\nexport const b = cluster;"],
  ['koffi outside signals and providers', 'electron/web/b.ts', "import koffi from 'koffi';\nexport const b = koffi;"],
  ['ipcMain outside its port', 'electron/desktop/b.ts', "import { ipcMain } from 'electron';\nexport const b = ipcMain;"],
  [
    'an address handed to the system',
    'electron/desktop/b.ts',
    "import { shell } from 'electron';\nexport const b = () => shell.openExternal('https://example.com/');",
  ],
  ['Date.now in shared', 'shared/process/b.ts', 'export const b = () => Date.now();'],
  ['new Date() in shared', 'shared/process/b.ts', 'export const b = () => new Date();'],
  ['new Date without parentheses in shared', 'shared/process/b.ts', 'export const b = () => (new Date).getTime();'],
  ['performance.now in shared', 'shared/process/b.ts', 'export const b = () => performance.now();'],
  ['Math.random in shared', 'shared/process/b.ts', 'export const b = () => Math.random();'],
  ['setTimeout in shared', 'shared/process/b.ts', 'export const b = (f: () => void) => setTimeout(f, 5);'],
  ['a default export', 'electron/web/b.ts', 'export default 1;'],
  ['a default export by renaming', 'renderer/b.ts', 'const b = 1;\nexport { b as default };'],
  ['a default export in a test', 'tests/b.test.ts', 'export default function b() {}'],
  ['dangerouslySetInnerHTML', 'renderer/b.tsx', 'export const b = (html: string) => <i dangerouslySetInnerHTML={{ __html: html }} />;'],
  ['innerHTML', 'renderer/b.ts', 'export const b = (e: Element, html: string) => { e.innerHTML = html; };'],
  ['insertAdjacentHTML', 'renderer/b.ts', "export const b = (e: Element, html: string) => e.insertAdjacentHTML('beforeend', html);"],
  ['a barrel', 'shared/process/b.ts', "export * from './a.ts';"],
  ['a barrel that imports first', 'shared/process/b.ts', "// all of it\nimport { a } from './a.ts';\nexport { a };"],
];

describe('a planted violation fails', () => {
  test.each([...DIRECTIONS, ...PLACES])('%s', (_, path, text) => {
    const violations = violationsWith({ [path]: text });
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}:\\d+: `));
  });

  test('an import hidden behind a comment', () => {
    const text = "export const a = 1; /* import 'x' */ import /* here */ { readFileSync } from /* and here */ 'node:fs';\nexport const b = readFileSync;";
    expect(violationsWith({ 'shared/process/b.ts': text })).toEqual(['shared/process/b.ts:1: imports node:fs, which shared may not']);
  });

  test('a cycle', () => {
    const files = {
      'shared/process/b.ts': "import { c } from './c.ts';\nexport const b = () => c;",
      'shared/process/c.ts': "import { d } from './d.ts';\nexport const c = () => d;",
      'shared/process/d.ts': "import { b } from './b.ts';\nexport const d = () => b;",
    };
    expect(violationsWith(files)).toEqual([expect.stringContaining('a cycle of imports: ')]);
  });

  test('a file that imports itself', () => {
    expect(violationsWith({ 'shared/process/b.ts': "export * as b from './b.ts';\nexport const c = 1;" })).toEqual([
      expect.stringContaining('a cycle of imports: '),
    ]);
  });

  test.each(['shared/process/a.ts', 'renderer/main.tsx', 'electron/preload/preload.ts', 'build/build.mjs'])('a folder without files: %s', (path) => {
    expect(violationsWith({ [path]: null })).toContain(
      `${path
        .split('/')
        .slice(0, path.startsWith('electron') ? 2 : 1)
        .join('/')}: the import check sees no file here`,
    );
  });
});

/** What looks like a violation and is none. */
const HARMLESS: readonly [string, string, string][] = [
  ['words in a comment', 'shared/process/b.ts', "// import 'node:fs'; Date.now(); process.kill(1)\n/* export default 1 */\nexport const b = 1;"],
  ['words in a string', 'renderer/b.ts', 'export const b = "import { app } from \'electron\'; innerHTML";'],
  ['words in a template', 'shared/process/b.ts', "export const b = (x: number) => `Date.now() ${x} import 'node:fs'`;"],
  ['words in a regular expression', 'shared/process/b.ts', 'export const b = /Date.now()[/"]\\//;\nexport const c = "\'";'],
  ['an apostrophe in the text of an element', 'renderer/b.tsx', "export const b = (\n  <p>\n    It isn't innocent\n  </p>\n);"],
  ['a date from a number in shared', 'shared/process/b.ts', 'export const b = (ms: number) => new Date(ms);'],
  ['process.platform in its place', 'electron/engine/providers/index.ts', 'export const b = process.platform;'],
  ['process.kill in its place', 'electron/engine/signals/b.ts', 'export const b = () => process.kill(2, 0);'],
  ['a child process in the reader', 'electron/engine/reader/b.ts', "import { fork } from 'node:child_process';\nexport const b = fork;"],
  ['ipcMain in its port', 'electron/desktop/ipcPort.ts', "import { ipcMain } from 'electron';\nexport const b = ipcMain;"],
  ['zod in shared', 'shared/process/b.ts', "import * as z from 'zod/mini';\nexport const b = z;"],
  ['a style in the view', 'renderer/b.css.ts', "import './main.tsx';\nexport const b = 1;"],
];

test.each(HARMLESS)('no violation: %s', (_, path, text) => {
  expect(violationsWith({ [path]: text })).toEqual([]);
});
