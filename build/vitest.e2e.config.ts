import { defineConfig } from 'vitest/config';
import { root } from './root.mjs';
import { testEnvironment } from './testEnvironment.mjs';

/** Tests of the built program in a real browser and a real Electron: one after the other, for they share the machine they look at. */
export default defineConfig({
  root,
  test: {
    env: testEnvironment,
    include: ['tests/e2e/**/*.test.ts'],
    // It measures: npm run test:load runs it.
    exclude: ['tests/e2e/browser/stepTime.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As in vitest.config.ts.
    retry: 1,
  },
});
