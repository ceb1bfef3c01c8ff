import { FIELDS } from '../../../shared/fields/registry.ts';
import { isZombie } from '../../../shared/process/stat.ts';
import { listLinksOfProc } from './linux/listLinks.ts';
import type { Link } from './link.ts';
import type { ProcessProvider } from './provider.ts';

/** Lists all processes as they are now. Light where the system lets it be. */
export type ListLinks = () => readonly Link[] | Promise<readonly Link[]>;

export function linkListerOf(provider: ProcessProvider): ListLinks {
  if (provider.capabilities.provider === 'linux') return listLinksOfProc;
  return async () => {
    const { readings } = await provider.sample(FIELDS);
    return readings.map(({ pid, startTime, values }) => {
      const number = (field: string): number | null => (typeof values[field] === 'number' ? values[field] : null);
      const comm = typeof values['comm'] === 'string' ? values['comm'] : '';
      const state = typeof values['state'] === 'string' ? values['state'] : null;
      const links = { ppid: number('ppid'), pgid: number('pgid'), sid: number('sid') };
      return { pid, startTime, ...links, comm, isZombie: isZombie({ state, threads: number('threads') }) };
    });
  };
}
