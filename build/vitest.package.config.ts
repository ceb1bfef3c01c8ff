import { defineConfig } from 'vitest/config';
import { root } from './root.mjs';

/** Packages are built, installed into a root of their own, and started: minutes, and root. */
export default defineConfig({
  root,
  test: { include: ['tests/package/**/*.test.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 600_000 },
});
