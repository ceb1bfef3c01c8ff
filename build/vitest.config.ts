import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { root } from './root.mjs';
import { testEnvironment } from './testEnvironment.mjs';

/**
 * What must have the machine to itself: loads, which would slow the others, and processes that hold their own mmap_lock, which would stop every
 * `ps` that asks for command lines meanwhile; what counts the system calls a sample costs, which others' births would raise; and what is compared
 * with ps process by process, for others' processes come and change between the two looks. They run after the others, one by one.
 */
const ALONE = [
  'tests/load/**/*.test.ts',
  'tests/electron/engine/reader/blockedRead.test.ts',
  'tests/electron/engine/providers/linux/gate.test.ts',
  'tests/electron/engine/providers/linux/psDifferential.test.ts',
];

/** Unit and contract tests. */
export default defineConfig({
  root,
  plugins: [react()],
  test: {
    env: testEnvironment,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Most of them wait for processes of their own: a second worker costs little on two cores, where one would be the default.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // They look at a machine that they do not have to themselves; the report names what passed at its second attempt.
    retry: 1,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/**/*.test.{ts,tsx}'], exclude: ['tests/e2e/**', 'tests/bench/**', 'tests/package/**', ...ALONE] },
      },
      { extends: true, test: { name: 'alone', include: ALONE, fileParallelism: false, sequence: { groupOrder: 1 } } },
    ],
  },
});
