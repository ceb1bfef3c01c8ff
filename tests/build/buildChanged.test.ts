import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..', '..');

/** A checkout with one small source for each entry. */
const SOURCES: Readonly<Record<string, string>> = {
  'shared/a.ts': 'export const a: number = 41;\n',
  'electron/cli/procession.ts': "import { a } from '../../shared/a.ts';\nprocess.stdout.write(`${a + 1} ${process.argv.slice(2).join(',')}\\n`);\n",
  'electron/desktop/main.ts': "import { app } from 'electron';\nimport { a } from '../../shared/a.ts';\napp.setName(String(a));\n",
  'electron/desktop/early.ts': "import { app } from 'electron';\napp.setName('early');\n",
  'electron/engine/samplerWorker.ts': 'export const worker = 1;\n',
  'electron/engine/privilege/privilegeHelper.ts': 'export const helper = 1;\n',
  'electron/engine/reader/readerProcess.ts': 'export const reader = 1;\n',
  'electron/preload/preload.ts': "import { contextBridge } from 'electron';\ncontextBridge.exposeInMainWorld('a', 1);\n",
  'renderer/index.html': '<!doctype html><title>a</title><div id="root"></div><script type="module" src="./main.tsx"></script>\n',
  'renderer/main.tsx': "import { createRoot } from 'react-dom/client';\nimport './a.css';\ncreateRoot(document.body).render(<b>a</b>);\n",
  'renderer/a.css': 'b { color: red; background: url(./a.svg); }\n',
  'renderer/a.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
};

let root = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const built = (path: string): string => readFileSync(join(root, 'dist', path), 'utf8');
const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
const build = () => node('build/build.mjs');

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'procession-build-'));
  cpSync(join(ROOT, 'build'), join(root, 'build'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(ROOT, file), join(root, file));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
  for (const [path, text] of Object.entries(SOURCES)) write(path, text);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a first build makes everything, and a second nothing', () => {
  expect(build()).toMatchObject({ status: 0, stdout: 'build: dist/node, dist/preload, dist/desktop, dist/renderer\n', stderr: '' });
  expect(build()).toMatchObject({ status: 0, stdout: 'build: nothing changed\n' });
});

test('the command line is a program of its own', () => {
  expect(statSync(join(root, 'dist/node/procession.js')).mode & 0o777).toBe(0o755);
  expect(built('node/procession.js').startsWith('#!/usr/bin/env node\n')).toBe(true);
  expect(node('build/cli.mjs', 'ps', '--json')).toMatchObject({ status: 0, stdout: '42 ps,--json\n', stderr: '' });
});

test('every program lies where its siblings look for it', () => {
  for (const path of ['node/main.js', 'node/samplerWorker.js', 'node/reader.js', 'node/privilegeHelper.js', 'preload/preload.cjs'])
    expect(existsSync(join(root, 'dist', path))).toBe(true);
  expect(built('node/main.js')).toContain('from "electron"');
  expect(built('preload/preload.cjs')).toContain('require("electron")');
});

test('nothing is inlined into the page', () => {
  const page = built('renderer/index.html');
  expect(page).toMatch(/<script [^>]*src="\.\/assets\/[\w-]+\.js"><\/script>/);
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|data:/);
  const style = /assets\/[\w-]+\.css/.exec(page)?.[0] ?? '';
  expect(built(`renderer/${style}`)).not.toContain('data:');
});

test('what changed is built again, and that alone', () => {
  write('renderer/a.css', 'b { color: blue; }\n');
  expect(build().stdout).toBe('build: dist/renderer\n');
  rmSync(join(root, 'dist/preload/preload.cjs'));
  expect(build().stdout).toBe('build: dist/preload\n');
});

test('a failure names file and line, and leaves the old build whole', () => {
  const before = built('node/main.js');
  write('electron/desktop/main.ts', "import { app } from 'electron';\nimport './nowhere.ts';\napp.quit();\n");
  const { status, stderr } = build();
  expect(status).toBe(1);
  expect(stderr).toMatch(/electron\/desktop\/main\.ts:2:\d+/);
  expect(built('node/main.js')).toBe(before);
  write('electron/desktop/main.ts', SOURCES['electron/desktop/main.ts'] ?? '');
});

test('an entry that is missing is named', () => {
  rmSync(join(root, 'electron/preload/preload.ts'));
  expect(build()).toMatchObject({ status: 1, stderr: 'build: electron/preload/preload.ts does not exist; dist/preload is built from it\n' });
  write('electron/preload/preload.ts', SOURCES['electron/preload/preload.ts'] ?? '');
});

test('code that programs share may not ask where it lies', () => {
  write('shared/a.ts', 'export const a: string = import.meta.dirname;\n');
  const { status, stderr } = build();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^build: shared\/a\.ts: import\.meta\.dirname may stand in an entry alone/);
});
