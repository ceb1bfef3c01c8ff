import { describe, expect, it } from 'vitest';
import { comesBack, parseRestart } from '../../../shared/process/comeback.ts';

describe('parseRestart', () => {
  it.each([
    [[''], 'no'],
    [['[Service]\nRestart=always\n'], 'always'],
    [['[Unit]\nRestart=always\n'], 'no'],
    [['[Service]\n#Restart=always\n; Restart=always\n'], 'no'],
    [['[Service]\nRestart = on-failure \r\nRestartSec=3\n'], 'on-failure'],
    [['[Service]\nRestart=always\n', '[Service]\nRestart=no\n'], 'no'],
    [['[Service]\nRestart=always\n', '[Service]\nRestart=\n'], 'no'],
    [['[Service]\nExecStart=a \\\nRestart=always\n'], 'no'],
    [['[Service]\nRestart=always\n[Install]\nRestart=no\n'], 'always'],
  ])('%j: %s', (texts, restart) => {
    expect(parseRestart(texts)).toBe(restart);
  });
});

it.each([
  ['no', 'SIGKILL', false],
  ['always', 'SIGTERM', true],
  ['on-success', 'SIGTERM', true],
  ['on-success', 'SIGKILL', false],
  ['on-failure', 'SIGTERM', false],
  ['on-failure', 'SIGKILL', true],
  ['on-abnormal', 'SIGSEGV', true],
  ['on-abort', 'SIGHUP', false],
  ['on-watchdog', 'SIGKILL', false],
] as const)('Restart=%s comes back after %s: %s', (restart, signal, isBack) => {
  expect(comesBack(restart, signal)).toBe(isBack);
});
