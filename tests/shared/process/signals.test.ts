import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { endsProcess, findSignal, parseSignalName, SIGNAL_NAMES, SIGNALS } from '../../../shared/process/signals.ts';

describe('SIGNALS', () => {
  it('tells of every name once, in both languages', () => {
    expect(SIGNALS.map((signal) => signal.name)).toEqual([...SIGNAL_NAMES]);
    for (const { help } of SIGNALS) expect(help.en !== '' && help.zh !== '').toBe(true);
  });

  it('names signals that this system knows', () => {
    for (const name of SIGNAL_NAMES) expect(constants.signals).toHaveProperty(name);
  });

  it('says which cannot be caught (signal(7)): SIGKILL and SIGSTOP', () => {
    expect(SIGNALS.filter((signal) => !signal.isCatchable).map((signal) => signal.name)).toEqual(['SIGKILL', 'SIGSTOP']);
  });

  it('says which end a process', () => {
    expect(SIGNALS.filter(endsProcess).map((signal) => signal.name)).toEqual(['SIGTERM', 'SIGKILL', 'SIGHUP', 'SIGINT', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT']);
  });
});

describe('parseSignalName', () => {
  it.each(['SIGTERM', 'TERM', 'term', 'sigterm'])('reads %j', (text) => {
    expect(parseSignalName(text)).toBe('SIGTERM');
  });
  it.each(['', 'SIG', '15', '9', '-9', 'SIGSIGTERM', 'TERM ', 'constructor', '__proto__', 'SIGSEGV'])('refuses %j', (text) => {
    expect(parseSignalName(text)).toBeNull();
    expect(findSignal(text)).toBeNull();
  });
});
