import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { elevatedCommand } from '../../../../electron/engine/privilege/elevatedCommand.ts';
import { findElevator } from '../../../../electron/engine/privilege/privilegeWay.ts';

/** What would mean something to a shell, to AppleScript or to PowerShell. */
const NASTY = ["a'b", 'a"b', 'a b', '$(id)', '`id`', '; id', '\u2019; id #', "'; id; '", '" & (do shell script "id") & "', '-e', '--', '%PATH%', '$env:X'];
const helper = { node: "/opt/My App's/node", isElectron: false, script: '/opt/My App/helper.js' };
const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf16le');

describe('the command that asks and runs the helper', () => {
  it('pkexec gets a list', () => {
    expect(elevatedCommand({ way: 'pkexec', program: '/usr/bin/pkexec' }, helper, NASTY)).toEqual(['/usr/bin/pkexec', helper.node, helper.script, ...NASTY]);
  });

  it('Electron is made Node behind the program that asks, which clears the environment', () => {
    const command = elevatedCommand({ way: 'pkexec', program: '/usr/bin/pkexec' }, { ...helper, isElectron: true }, ['x']);
    expect(command).toEqual(['/usr/bin/pkexec', '/usr/bin/env', 'ELECTRON_RUN_AS_NODE=1', helper.node, helper.script, 'x']);
  });

  it('osascript gets a list that its script quotes, and no word in the script', () => {
    const [program, ...words] = elevatedCommand({ way: 'osascript', program: '/usr/bin/osascript' }, helper, NASTY);
    expect(program).toBe('/usr/bin/osascript');
    const scripts = words.slice(0, 14);
    expect(scripts.filter((_, i) => i % 2 === 0)).toEqual(Array.from({ length: 7 }, () => '-e'));
    expect(scripts.join('\n')).toContain('quoted form of (contents of one)');
    expect(words.slice(14)).toEqual([helper.node, helper.script, ...NASTY]);
  });

  it('PowerShell gets its text encoded, each word in single quotes that no word can close', () => {
    const command = elevatedCommand({ way: 'uac', program: 'C:\\Windows\\powershell.exe' }, helper, NASTY);
    expect(command.slice(0, 4)).toEqual(['C:\\Windows\\powershell.exe', '-NoProfile', '-NonInteractive', '-EncodedCommand']);
    const outer = decode(command[4]!);
    expect(outer).toContain('-Verb RunAs');
    const inner = decode(/'-EncodedCommand','([A-Za-z0-9+/=]+)'/.exec(outer)![1]!);
    const line = inner.split('\n')[1]!;
    // As PowerShell reads it: words in single quotes, in which a doubled quote is one.
    const words = [...line.slice(2).matchAll(/'((?:[^'\u2018\u2019\u201a\u201b]|['\u2018\u2019\u201a\u201b]{2})*)'(?: |$)/g)].map((match) =>
      match[1]!.replaceAll(/(['\u2018\u2019\u201a\u201b])\1/g, '$1'),
    );
    expect(words).toEqual([helper.node, helper.script, ...NASTY]);
    expect(words.length).toBe(line.slice(2).split(/' '/).length);
  });
});

test('what asks is found on the system alone, and pkexec on the path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'procession-pkexec-'));
  try {
    expect(findElevator('linux', { PATH: folder })).toBeNull();
    writeFileSync(join(folder, 'pkexec'), '#!/bin/sh\n');
    expect(findElevator('linux', { PATH: `relative:${folder}` })).toBeNull();
    chmodSync(join(folder, 'pkexec'), 0o755);
    expect(findElevator('linux', { PATH: `relative:${folder}` })).toEqual({ way: 'pkexec', program: join(folder, 'pkexec') });
    expect(findElevator('linux', {})).toBeNull();
    expect(findElevator('freebsd', process.env)).toBeNull();
    expect(findElevator('win32', { SystemRoot: 'C:\\Windows' })).toMatchObject({ way: 'uac', program: expect.stringContaining('powershell.exe') });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what a POSIX shell would make of the words is not what a list is', () => {
  const { stdout } = spawnSync('printf', ['%s\\n', ...NASTY], { encoding: 'utf8' });
  expect(stdout.trimEnd().split('\n')).toEqual(NASTY);
});
