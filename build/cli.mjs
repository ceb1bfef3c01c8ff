import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithParent } from './parent.mjs';
import { prepare } from './prepare.mjs';
import { root } from './root.mjs';

/** The command line in the checkout: the built program, in this very process, so that its streams, status and signals are its own. */
endWithParent();
if (await prepare('procession')) {
  const program = join(root, 'dist', 'node', 'procession.js');
  process.argv.splice(1, 1, program);
  await import(pathToFileURL(program).href);
} else process.exitCode = 1;
