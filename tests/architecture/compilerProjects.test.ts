import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..', '..');

/** What the compiler says of one file under the project of a runtime. */
function compile(project: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'procession-project-'));
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    writeFileSync(join(folder, 'stray.ts'), text);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(ROOT, 'build', 'tsconfig', `${project}.json`), include: ['stray.ts'] }));
    const { stdout } = spawnSync(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const STRAYS: readonly [string, string, string][] = [
  ['shared', 'document', 'export const stray = document.title;'],
  ['shared', 'process', 'export const stray = process.pid;'],
  ['shared', 'setTimeout', 'export const stray = () => setTimeout(() => 1, 1);'],
  ['renderer', 'process', 'export const stray = process.pid;'],
  ['renderer', 'Buffer', 'export const stray = Buffer.alloc(1);'],
  ['engine', 'document', 'export const stray = document.title;'],
  ['desktop', 'window', 'export const stray = window.location;'],
];

test.each(STRAYS)('in %s a stray %s does not compile', (project, word, text) => {
  expect(compile(project, text)).toContain(`Cannot find name '${word}'`);
});

test.each(['shared', 'renderer', 'engine', 'desktop'])('in %s a harmless file compiles', (project) => {
  expect(compile(project, 'export const harmless = [1, 2].map((n) => n + 1);')).toBe('');
});
