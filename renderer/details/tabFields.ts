import type { FieldId } from '../../shared/fields/registry.ts';
import type { Inspected } from '../../shared/process/inspection.ts';

/** Fields of the table by the tab that tells them: always, or instead of facts where the system tells no facts. `comm`, `pid` and `args` have places of their own. */
export const TAB_FIELDS: Readonly<Record<Inspected, { readonly always: readonly FieldId[]; readonly instead: readonly FieldId[] }>> = {
  identity: {
    always: [
      'ppid',
      'pgid',
      'sid',
      'tty',
      'tpgid',
      'stat',
      'startedAt',
      'startTime',
      'elapsed',
      'loginUid',
      'capabilities',
      'unit',
      'container',
      'cgroup',
      'isKernelThread',
      'childCount',
    ],
    instead: ['user', 'uid', 'state'],
  },
  memory: {
    always: ['subtreeMemory', 'minorFaults', 'majorFaults'],
    instead: ['rss', 'pss', 'swap', 'vsz', 'lockedMemory', 'oomScore'],
  },
  io: { always: ['readRate', 'writeRate'], instead: ['readBytes', 'writtenBytes', 'openFiles'] },
  scheduling: {
    always: ['cpuPercent', 'cpuTime', 'subtreeCpu', 'threads', 'wchan'],
    instead: ['nice', 'priority', 'policy', 'rtPriority', 'processor', 'voluntarySwitches', 'involuntarySwitches'],
  },
};
