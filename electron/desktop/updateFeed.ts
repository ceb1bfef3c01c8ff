import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { visibleText } from '../../shared/process/visibleText.ts';
import { parseUpdateFeed, type UpdateFeed } from './updates.ts';

let feed: UpdateFeed | null | undefined;

/**
 * Where this app would look for updates. A package has what `npm run package -- --feed URL` put into it; a checkout is told by
 * PROCESSION_UPDATE_FEED, the path of such a file. null: no feed is configured, updates are off.
 */
export function findUpdateFeed(): UpdateFeed | null {
  if (feed !== undefined) return feed;
  const path = app.isPackaged ? join(process.resourcesPath, 'update-feed.json') : process.env['PROCESSION_UPDATE_FEED'];
  feed = path === undefined ? null : read(path);
  return feed;
}

function read(path: string): UpdateFeed | null {
  try {
    const found = parseUpdateFeed(path, readFileSync(path, 'utf8'), app.isPackaged);
    if (found === null) complain(path, 'it names no https address');
    return found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') complain(path, error instanceof Error ? error.message : String(error));
    return null;
  }
}

/** Before there is a log: updates are off, and whoever built the package wanted them. */
function complain(path: string, why: string): void {
  process.stderr.write(visibleText(`procession: updates are off, for their feed cannot be used (${path}): ${why}`) + '\n');
}
