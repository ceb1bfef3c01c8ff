import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { root } from './root.mjs';

/** Unit and contract tests. */
export default defineConfig({
  root,
  plugins: [react()],
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**', 'tests/bench/**'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
