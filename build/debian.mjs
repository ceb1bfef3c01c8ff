import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether packages can be installed here: Debian or one of its kin, as root. */
const isDebianRoot = () => process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

/**
 * Installs Debian packages where that can be done; says so in one line on stderr.
 * @param {readonly string[]} names
 * @returns {string | null} why they are not there
 */
export function installDebian(names) {
  if (names.length === 0) return null;
  if (!isDebianRoot()) return `${names.join(' and ')} missing`;
  process.stderr.write(`procession: installing ${names.join(', ')} (apt-get), once\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
  ]) {
    const { status, stderr, error } = spawnSync('apt-get', args, { env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
    if (status !== 0) return `apt-get ${args[0]} failed: ${error?.message ?? stderr.trim().split('\n').at(-1)}`;
  }
  return null;
}
