import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { headersOf, readStaticFiles, SECURITY_HEADERS } from '../../../../electron/engine/hosting/staticFiles.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lists files by the path a browser asks for, and follows no link', () => {
  mkdirSync(join(folder, 'assets', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), 'page');
  writeFileSync(join(folder, 'assets', 'deep', 'a.js'), 'code');
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
  symlinkSync('/etc/passwd', join(folder, 'assets', 'passwd.js'));
  symlinkSync('/etc', join(folder, 'etc'));
  const files = readStaticFiles(folder);
  expect([...files.keys()].sort()).toEqual(['/', '/assets/deep/a.js', '/icon.svg', '/index.html']);
  expect(files.get('/')).toBe(files.get('/index.html'));
  expect(headersOf(files.get('/')!)).toEqual({
    ...SECURITY_HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': '4',
    'Cache-Control': 'no-store',
  });
  expect(headersOf(files.get('/assets/deep/a.js')!)).toMatchObject({
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'public, max-age=31536000, immutable',
  });
});

it('says that the view is not built', () => {
  expect(() => readStaticFiles(folder)).toThrow('not built');
});
