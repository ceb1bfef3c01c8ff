import { obtainElectron } from './electron.mjs';
import { prepare } from './prepare.mjs';
import { isProgram } from './root.mjs';
import { runVitest } from './vitestRun.mjs';

/** npm run test:package: builds the deb, installs it into a throw-away root and starts it. Its last line is that of `npm test`. */
async function main() {
  if (!(await prepare('test:package'))) return 1;
  const electron = await obtainElectron(true);
  if ('reason' in electron) {
    process.stdout.write(`FAILED ${electron.reason}\n\n0 passed, 1 failed, 0 skipped\n`);
    return 1;
  }
  const hasDisplay = process.env.DISPLAY !== undefined;
  const { passed, failed, skipped } = await runVitest('build/vitest.package.config.ts', [], {
    env: { ELECTRON_OVERRIDE_DIST_PATH: electron.folder },
    within: hasDisplay ? [] : ['xvfb-run', '-a'],
  });
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
}

if (isProgram(import.meta.url)) process.exitCode = await main();
