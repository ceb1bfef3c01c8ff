import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOrder } from '../../build/package/fpm.mjs';
import { FUSES, readFuses, setFuses, wantedFuses } from '../../build/package/fuses.mjs';
import { packIcns, packIco, SIZES } from '../../build/package/icons.mjs';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const isHere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** A binary with one wire for each text of states. */
const binary = (...states: string[]): Buffer =>
  Buffer.concat(
    states.flatMap((text) => [
      Buffer.from('\x7fELF dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
      Buffer.from([1, text.length]),
      Buffer.from(text),
      Buffer.from('rest'),
    ]),
  );

describe('fuses', () => {
  it.each(['10110000', '101100011', '000000000'])('of a wire %s are all set, and nothing else is touched', (states) => {
    const [before, after] = [binary(states), binary(states)];
    setFuses(after);
    expect(readFuses(after)).toEqual(wantedFuses(states.length));
    expect(after).toHaveLength(before.length);
    expect([...after].filter((byte, at) => byte !== before[at]).length).toBe([...states].filter((state, at) => state !== (FUSES[at]![1] ? '1' : '0')).length);
  });

  it('of both wires of a universal binary are set', () => {
    const both = binary('10110000', '10110000');
    setFuses(both);
    expect(both.toString('latin1').split('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\b').slice(1)).toEqual([
      expect.stringMatching(/^01001100rest/),
      expect.stringMatching(/^01001100rest/),
    ]);
  });

  it.each([
    ['one that is not known', binary('1011000000'), /10 fuses, of which 9 are known/],
    ['too few', binary('1011'), /4 fuses/],
    ['one that was removed', binary('r0110000'), /RunAsNode was removed/],
    ['none', Buffer.from('no wire'), /no fuses/],
    ['another layout', Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'), Buffer.from([2, 8]), Buffer.from('00000000')]), /layout 2/],
  ])('with %s are refused', (_name, wrong, message) => {
    expect(() => setFuses(wrong)).toThrow(message);
  });
});

describe('icons', () => {
  it('are PNGs of the sizes that their names say', () => {
    for (const size of SIZES) {
      const png = readFileSync(join(ROOT, `build/icons/${size}x${size}.png`));
      expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', size, size]);
    }
  });

  it('are packed into an .ico and an .icns that can be followed to each picture', () => {
    const pictures = [16, 256].map((size) => ({ size, png: Buffer.from(`picture of ${size}`) }));
    const ico = packIco(pictures);
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico.readUInt8(6), ico.readUInt8(22)]).toEqual([1, 2, 16, 0]);
    for (const at of [6, 22])
      expect(ico.toString('latin1', ico.readUInt32LE(at + 12), ico.readUInt32LE(at + 12) + ico.readUInt32LE(at + 8))).toMatch(/^picture of \d+$/);
    const icns = packIcns(pictures.map(({ png }) => ({ kind: 'ic07', png })));
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    for (const [name, magic] of [
      ['icon.ico', '\0\0\u0001\0'],
      ['icon.icns', 'icns'],
    ])
      expect(readFileSync(join(ROOT, 'build/icons', name!)).toString('latin1', 0, 4)).toBe(magic);
  });
});

describe('the stand-in for fpm', () => {
  it('reads what electron-builder says, and refuses what it does not know', () => {
    const { values, lists, files } = parseOrder([
      '-s',
      'dir',
      '--force',
      '-t',
      'deb',
      '-d',
      'a',
      '-d',
      'b | c',
      '--name',
      'procession',
      '/x/=/opt/X',
      '/y=z=/usr/y',
    ]);
    expect(values).toMatchObject({ '-t': 'deb', '--name': 'procession' });
    expect(lists['-d']).toEqual(['a', 'b | c']);
    expect(files).toEqual([
      ['/x/', '/opt/X'],
      ['/y', 'z=/usr/y'],
    ]);
    expect(() => parseOrder(['--after-upgrade', 'x'])).toThrow('no option --after-upgrade');
  });

  it.skipIf(!isHere('dpkg-deb'))('makes a deb of root’s files that dpkg reads', () => {
    const folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'app/run'), '#!/bin/sh\n', { mode: 0o700 });
    writeFileSync(join(folder, 'post'), '#!/bin/sh\nexit 0\n');
    const deb = join(folder, 'x.deb');
    const args = [
      '-s',
      'dir',
      '-t',
      'deb',
      '-d',
      'libc6',
      '--architecture',
      'amd64',
      '--after-install',
      join(folder, 'post'),
      '--description',
      'One\n two',
      '--version',
      '1.0',
    ];
    const made = spawnSync(
      process.execPath,
      [
        join(ROOT, 'build/package/fpm.mjs'),
        ...args,
        '--deb-compression',
        'gz',
        '--package',
        deb,
        '--name',
        'x',
        '--maintainer',
        'm <m@example.invalid>',
        `${folder}/app/=/opt/X`,
      ],
      {
        encoding: 'utf8',
      },
    );
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(spawnSync('dpkg-deb', ['-f', deb], { encoding: 'utf8' }).stdout).toMatch(
      /^Package: x\nVersion: 1\.0\nArchitecture: amd64\n[^]*Depends: libc6\n[^]*Description: One\n two\n$/,
    );
    expect(spawnSync('dpkg-deb', ['-c', deb], { encoding: 'utf8' }).stdout).toMatch(/^-rwxr-xr-x root\/root +\d+ \S+ \S+ \.\/opt\/X\/run$/m);
    rmSync(folder, { recursive: true });
  });
});

describe('what the command line is described by', () => {
  const usage = /const USAGE = `([^]*?)`;/.exec(read('electron/cli/procession.ts'))![1]!;
  const commands = [...usage.matchAll(/^ {2}(\w+)/gm)].map((match) => match[1]!);
  const options = [...new Set(usage.match(/--[a-z-]+/g))];

  it.each([
    ['the man page', 'build/package/procession.1', (text: string) => text.replaceAll('\\-', '-')],
    ['bash', 'build/package/completions/procession.bash', (text: string) => text],
    ['zsh', 'build/package/completions/_procession', (text: string) => text],
    ['fish', 'build/package/completions/procession.fish', (text: string) => text.replaceAll(/-l ([a-z-]+)/g, '--$1')],
    ['what tells a command from a link', 'build/package/procession.sh', (text: string) => `${text}${options.join(' ')}`],
  ])('has every command and option in %s', (_name, path, plain) => {
    expect(commands.length).toBeGreaterThan(5);
    const text = plain(read(path));
    expect(commands.filter((command) => !new RegExp(`\\b${command}\\b`).test(text))).toEqual([]);
    expect(options.filter((option) => !text.includes(option))).toEqual([]);
  });

  it.skipIf(!isHere('bash'))('is completed by bash', () => {
    const complete = (...words: string[]): string[] => {
      const script = `source build/package/completions/procession.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _procession; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['-c', script, 'bash', 'procession', ...words], { cwd: ROOT, encoding: 'utf8' })
        .stdout.trim()
        .split('\n');
    };
    expect(complete('s')).toEqual(['signal', 'set', 'serve']);
    expect(complete('signal', 'SIGT')).toEqual(expect.arrayContaining(['SIGTERM', 'SIGTSTP']));
    expect(complete('signal', 'TERM', '12', '--scope', 'g')).toEqual(['group']);
    expect(complete('serve', '--')).toEqual(['--provider', '--port', '--no-open', '--read-only']);
    expect(complete('set', 'n')).toEqual(['nice']);
    expect(complete('tree', String(process.pid))).toContain(String(process.pid));
    expect(complete('frobnicate', '--')).toEqual(['']);
  });

  it.each([
    ['zsh', '_procession'],
    ['fish', 'procession.fish'],
    ['sh', '../procession.sh'],
    ['sh', '../afterInstall.sh'],
    ['sh', '../afterRemove.sh'],
  ])('is free of faults to %s (%s; where it is installed)', (shell, file) => {
    if (!isHere(shell)) return;
    const { status, stderr } = spawnSync(shell, ['-n', join(ROOT, 'build/package/completions', file)], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
