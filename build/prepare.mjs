import { buildChanged } from './build.mjs';
import { installMissing } from './install.mjs';

/**
 * Installs and builds what is missing or changed; tells on stderr what went wrong.
 * @param {string} program whose name stands before the message
 * @returns {Promise<boolean>} whether the built programs are there
 */
export async function prepare(program) {
  try {
    await installMissing();
    await buildChanged();
    return true;
  } catch (error) {
    process.stderr.write(`${program}: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}
