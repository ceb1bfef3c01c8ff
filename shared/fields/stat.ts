import { type StatFacts, statOf } from '../process/stat.ts';
import { defineField } from './field.ts';

export const stat = defineField({
  id: 'stat',
  kind: 'text',
  unit: null,
  header: { en: 'STAT', zh: 'STAT' },
  help: {
    en: 'The state letter, then < or N (nice), L (locked memory), s (session leader), l (many threads), + (in the foreground of its terminal), as ps prints it.',
    zh: '状态字母，其后依次是 < 或 N（nice）、L（锁定内存）、s（会话首进程）、l（多线程）、+（在终端前台），与 ps 相同。',
  },
  width: 64,
  derive: { needs: ['state', 'nice', 'lockedMemory', 'sid', 'pid', 'threads', 'pgid', 'tpgid'], value: (row) => statOf(row as unknown as StatFacts) },
});
