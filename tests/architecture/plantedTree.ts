import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One harmless file in every folder that the import check wants to see. */
const CLEAN: Readonly<Record<string, string>> = {
  'shared/process/a.ts': 'export const a = 1;\n',
  'renderer/main.tsx': "import { a } from '../shared/process/a.ts';\nexport const view = <b>{a}</b>;\n",
  'electron/engine/engine.ts': "import { readFileSync } from 'node:fs';\nexport const engine = readFileSync;\n",
  'electron/web/webHost.ts': "import { engine } from '../engine/engine.ts';\nexport const web = engine;\n",
  'electron/cli/procession.ts': "import { web } from '../web/webHost.ts';\nexport const cli = web;\n",
  'electron/desktop/main.ts': "import { app } from 'electron';\nexport const main = app;\n",
  'electron/preload/preload.ts': "import { contextBridge } from 'electron';\nexport const bridge = contextBridge;\n",
  'build/build.mjs': 'export const build = 1;\n',
  'tests/a.test.ts': 'export const test = 1;\n',
};

/** Writes a small checkout with the given files in it (null leaves one out), hands it to `look`, and deletes it. */
export function withPlantedTree<T>(files: Readonly<Record<string, string | null>>, look: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'procession-planted-'));
  try {
    for (const [path, text] of Object.entries({ ...CLEAN, ...files })) {
      if (text === null) continue;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return look(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
