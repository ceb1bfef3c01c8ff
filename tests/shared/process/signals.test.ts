import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { COMMON_SIGNAL_NAMES, endsProcess, findSignal, isSignalName, parseSignalName, SIGNAL_NAMES, SIGNALS } from '../../../shared/process/signals.ts';

describe('SIGNALS', () => {
  it('tells of every name once, in both languages', () => {
    expect(SIGNALS.map((signal) => signal.name)).toEqual([...SIGNAL_NAMES]);
    for (const { help } of SIGNALS) expect(help.en !== '' && help.zh !== '').toBe(true);
  });

  it('names every signal of this system, each by one of its names', () => {
    const known = constants.signals as Readonly<Record<string, number>>;
    const named = new Set(SIGNAL_NAMES.map((name) => known[name]));
    for (const [name, number] of Object.entries(known)) expect(named.has(number) ? name : `${name} is missing`).toBe(name);
  });

  it('says which cannot be caught (signal(7)): SIGKILL and SIGSTOP', () => {
    expect(SIGNALS.filter((signal) => !signal.isCatchable).map((signal) => signal.name)).toEqual(['SIGKILL', 'SIGSTOP']);
  });

  it('says which end a process', () => {
    expect(COMMON_SIGNAL_NAMES.filter((name) => endsProcess(findSignal(name)!))).toEqual([
      'SIGTERM',
      'SIGKILL',
      'SIGHUP',
      'SIGINT',
      'SIGUSR1',
      'SIGUSR2',
      'SIGQUIT',
    ]);
  });
});

describe('parseSignalName', () => {
  it.each(['SIGTERM', 'TERM', 'term', 'sigterm'])('reads %j', (text) => {
    expect(parseSignalName(text)).toBe('SIGTERM');
  });
  it.each([
    '',
    'SIG',
    '15',
    '9',
    '-9',
    'SIGSIGTERM',
    'TERM ',
    'constructor',
    '__proto__',
    'SIGNOPE',
    'RTMIN+33',
    'RTMIN+-1',
    'RTMIN+1.5',
    'RTMIN+01',
    'RTMAX',
    'SIGRTMIN+',
  ])('refuses %j', (text) => {
    expect(parseSignalName(text)).toBeNull();
    expect(findSignal(text)).toBeNull();
  });
  it.each([
    ['RTMIN', 'SIGRTMIN+0'],
    ['rtmin+3', 'SIGRTMIN+3'],
    ['SIGRTMIN+30', 'SIGRTMIN+30'],
    ['SEGV', 'SIGSEGV'],
  ])('reads %j', (text, name) => {
    expect(parseSignalName(text)).toBe(name);
    expect(findSignal(name)).toMatchObject({ name, isCatchable: true });
    expect(isSignalName(name)).toBe(true);
  });
});

it.each(['TERM', 'SIGRTMIN', 'SIGRTMIN+33', 'constructor', 15, null, ['SIGTERM'], { toString: () => 'SIGTERM' }])(
  'a message may not name a signal %j',
  (name) => {
    expect(isSignalName(name)).toBe(false);
  },
);
