import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { dispositionOf, namesInMask, parseSignalMasks } from '../../../shared/process/signalMasks.ts';
import type { SignalName } from '../../../shared/process/signals.ts';

const STATUS = `Name:\ta\\nSigIgn:\tffff\nState:\tS (sleeping)\nSigQ:\t0/3751\nSigPnd:\t0000000000000100\nShdPnd:\t0000000000004000
SigBlk:\t0000000000010000\nSigIgn:\t0000000000001000\nSigCgt:\t0000000380014a03\nCapInh:\t0000000000000000\n`;
const NUMBERS = new Map(Object.entries(constants.signals) as [SignalName, number][]);

describe('parseSignalMasks', () => {
  it('reads each mask from its own line', () => {
    expect(parseSignalMasks(STATUS)).toEqual({ blocked: 0x10000n, ignored: 0x1000n, caught: 0x380014a03n, pending: 0x4100n });
  });
  it.each(['', 'SigBlk:\t00\nSigIgn:\t00\n', STATUS.replace('SigCgt:\t', 'SigCgt:\tx')])('answers null where one is missing: %j', (text) => {
    expect(parseSignalMasks(text)).toBeNull();
  });
  it.skipIf(!process.platform.startsWith('linux'))('reads our own, in which Node ignores SIGPIPE', () => {
    const masks = parseSignalMasks(readFileSync('/proc/self/status', 'utf8'))!;
    expect(namesInMask(masks.ignored, NUMBERS)).toContain('SIGPIPE');
  });
});

describe('dispositionOf', () => {
  const masks = parseSignalMasks(STATUS)!;
  it.each([
    ['SIGHUP', 1, 'caught', false],
    ['SIGINT', 2, 'caught', false],
    ['SIGPIPE', 13, 'ignored', false],
    ['SIGTERM', 15, 'caught', false],
    ['SIGCHLD', 17, 'caught', true],
    ['SIGQUIT', 3, 'default', false],
    ['SIGRTMIN+0', 34, 'caught', false],
    ['SIGRTMIN+30', 64, 'default', false],
  ] as const)('%s (%i) is %s, blocked: %s', (name, number, action, isBlocked) => {
    expect(dispositionOf(masks, name, number)).toEqual({ action, isBlocked });
  });
  it('knows that SIGKILL and SIGSTOP can be neither ignored nor blocked, whatever the bits say', () => {
    const all = { ignored: 0xffffffffffffffffn, caught: 0n, blocked: 0xffffffffffffffffn, pending: 0n };
    expect(dispositionOf(all, 'SIGKILL', 9)).toEqual({ action: 'default', isBlocked: false });
    expect(dispositionOf(all, 'SIGSTOP', 19)).toEqual({ action: 'default', isBlocked: false });
    expect(dispositionOf(all, 'SIGTERM', 15)).toEqual({ action: 'ignored', isBlocked: true });
  });
});
