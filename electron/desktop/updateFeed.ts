import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
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
    return parseUpdateFeed(path, readFileSync(path, 'utf8'), app.isPackaged);
  } catch {
    // There is none.
    return null;
  }
}
