import { defineConfig } from 'vitest/config';
import { root } from './root.mjs';

/** Loads and faults in full, one after the other: what they measure is the machine's to give. */
export default defineConfig({
  root,
  test: {
    include: ['tests/load/**/*.test.ts', 'tests/e2e/browser/load.test.ts'],
    fileParallelism: false,
    env: { PROCESSION_LOAD: 'full' },
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
