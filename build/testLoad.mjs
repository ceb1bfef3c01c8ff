import { findBrowser } from './browser.mjs';
import { prepare } from './prepare.mjs';
import { isProgram } from './root.mjs';
import { runVitest } from './vitestRun.mjs';

/** npm run test:load: minutes of load and faults; `npm test` runs the same tests for seconds. Its last line is that of `npm test`. */
async function main() {
  if (!(await prepare('test:load'))) return 1;
  const browser = findBrowser();
  const { passed, failed, skipped } = await runVitest('build/vitest.load.config.ts', [], { env: browser === null ? {} : { CHROME_PATH: browser } });
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
}

if (isProgram(import.meta.url)) process.exitCode = await main();
