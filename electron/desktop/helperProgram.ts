import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { HelperProgram } from '../engine/privilege/elevatedCommand.ts';

/** Where a Node of the system is, which root may run: never one of the user's own. */
const NODES = ['/usr/bin/node', '/usr/local/bin/node'];

/** What the desktop app has an action run by, with privilege. */
export interface HelperPlace {
  /** The folder of what was built. */
  readonly dist: string;
  /** The program of this app. */
  readonly electron: string;
  readonly isPackaged: boolean;
  /** Of the installed app, where the command line lies. */
  readonly resources: string;
  /** Whether it runs out of an AppImage: root cannot read what a user has mounted. */
  readonly isAppImage: boolean;
}

/** An installed app cannot run as Node (its fuse is off): the helper is run by the system's Node, or there is none (null). */
export function findHelperProgram({ dist, electron, isPackaged, resources, isAppImage }: HelperPlace, exists = existsSync): HelperProgram | null {
  if (!isPackaged) return { node: electron, isElectron: true, script: join(dist, 'node/privilegeHelper.js') };
  const node = isAppImage ? undefined : NODES.find((path) => exists(path));
  return node === undefined ? null : { node, isElectron: false, script: join(resources, 'cli/dist/node/privilegeHelper.js') };
}
