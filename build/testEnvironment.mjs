import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'procession-test-config-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Programs that a test starts keep their settings in a folder of the tests' own, not in that of whoever runs them. */
export const testEnvironment = { XDG_CONFIG_HOME: folder, APPDATA: folder };
