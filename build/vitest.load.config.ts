import { defineConfig } from 'vitest/config';
import { root } from './root.mjs';
import { testEnvironment } from './testEnvironment.mjs';

const { ELECTRON_OVERRIDE_DIST_PATH, DISPLAY } = process.env;
/** The app's own run of minutes, where there are an Electron and a display for it. */
const DESKTOP = ELECTRON_OVERRIDE_DIST_PATH !== undefined && DISPLAY !== undefined ? ['tests/e2e/electron/checklist.test.ts'] : [];

/** Loads and faults in full, one after the other: what they measure is the machine's to give. */
export default defineConfig({
  root,
  test: {
    include: ['tests/load/**/*.test.ts', 'tests/e2e/browser/{load,stepTime}.test.ts', ...DESKTOP],
    fileParallelism: false,
    env: { ...testEnvironment, PROCESSION_LOAD: 'full' },
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
