import { describe, expect, it } from 'vitest';
import { type CommandFacts, commandText, displayArguments } from '../../../shared/process/commandLine.ts';

const plain: CommandFacts = { comm: 'prog', args: ['prog'], state: 'S', threads: 1, isKernelThread: false };

describe('commandText', () => {
  it.each([
    ['A12 no command line: the name in brackets, though it imitates a kernel thread', { comm: 'kworker/u8:3', args: [] }, '[kworker/u8:3]'],
    ['A12 a command line that is not known', { args: null }, '[prog]'],
    ['A13 execve with empty argv', { args: [''] }, '[prog]'],
    ['A14 a title, its trailing NULs dropped', { args: ['postgres: writer', '', '', ''] }, 'postgres: writer'],
    ['A14 a title, its trailing spaces dropped', { args: ['postgres: writer     '] }, 'postgres: writer'],
    ['A15 a space inside an argument stays', { args: ['prog', 'sleep', 'a b', '`', 'c'] }, 'prog sleep a b ` c'],
    ['A16 a path with spaces and parentheses', { args: ['/opt/My App/bin (x86)/app'] }, '/opt/My App/bin (x86)/app'],
    ['A11 an argv0 that imitates a row of ps stays one line', { args: ['x\nroot 1 0 init'] }, 'x\\nroot 1 0 init'],
    ['A5 controls are escaped in every argument', { args: ['a', '\u001b[2J'] }, 'a \\e[2J'],
    ['B4 a zombie', { comm: 'sleep', args: null, state: 'Z' }, '[sleep] <defunct>'],
    ['B5 a leader that exited while threads live is none', { state: 'Z', threads: 2 }, 'prog'],
    ['A3 a name that is empty', { comm: '', args: [] }, '[∅]'],
    ['a name that is not known', { comm: null, args: [] }, '[?]'],
  ] as const)('%s', (_, facts, text) => {
    expect(commandText({ ...plain, ...facts })).toBe(text);
  });
});

describe('displayArguments', () => {
  it('A14 gives the very list back where there is nothing to drop', () => {
    const args = ['a', '', 'b '];
    expect(displayArguments(args)).toBe(args);
  });

  it('A14 drops the padding at the end alone, and a newline is none', () => {
    expect(displayArguments(['a', '', 'b', '', '  '])).toEqual(['a', '', 'b']);
    expect(displayArguments(['a', '\n'])).toEqual(['a', '\n']);
    expect(displayArguments(['', ' '])).toEqual([]);
  });
});
