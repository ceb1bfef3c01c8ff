import type { FieldValue, Unit, UnknownReason } from '../fields/field.ts';
import type { Text } from '../words/text.ts';

/** Where a tab of the details has its facts from: they are read while it is shown, and for one process. */
export const INSPECTED = ['identity', 'memory', 'io', 'scheduling'] as const;
export type Inspected = (typeof INSPECTED)[number];

/** Where Linux tells a fact. Numbers of `stat` are those of proc_pid_stat(5); words of `schedstat` count from 0. smaps_rollup and io may block. */
export type FactSource =
  | { readonly from: 'status'; readonly key: string; readonly as: 'kibibytes' | 'number' | 'text' | 'words' }
  /** The word at `index` of Uid: or Gid: */
  | { readonly from: 'owner'; readonly key: 'Uid' | 'Gid'; readonly index: 0 | 1 | 2 | 3 }
  | { readonly from: 'stat'; readonly field: number; readonly as: 'number' | 'ticks' | 'policy' | 'rtPriority' }
  | { readonly from: 'schedstat'; readonly index: 0 | 1 | 2 }
  | { readonly from: 'link'; readonly name: 'exe' | 'cwd' | 'root' }
  | { readonly from: 'file'; readonly name: 'oom_score' | 'oom_score_adj' }
  | { readonly from: 'openFiles' }
  | { readonly from: 'namespaces'; readonly which: 'shared' | 'own' }
  | { readonly from: 'smaps_rollup'; readonly key: string }
  | { readonly from: 'io'; readonly key: string };

/** One fact of the details. */
export interface FactField {
  readonly id: string;
  readonly tab: Inspected;
  readonly unit: Unit | null;
  readonly header: Text;
  /** What it means, where its name does not say it. */
  readonly help: Text | null;
  readonly linux: FactSource;
  /** Whether a kernel thread has none. */
  readonly needsProgram: boolean;
}

/** What an engine answers to a question about one process: it is read, or it has ended, or why it cannot be read. */
export type Answer<T> = ({ readonly kind: 'read' } & T) | { readonly kind: 'gone' } | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** Values by the fact's id; null is unknown, or that there is none, and `unknown` says which. */
export type Inspection = Answer<{
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly unknown: Readonly<Record<string, UnknownReason>>;
}>;

const fact = (
  id: string,
  tab: Inspected,
  linux: FactSource,
  header: Text,
  { unit = null, help = null, needsProgram = false }: Partial<Pick<FactField, 'unit' | 'help' | 'needsProgram'>> = {},
): FactField => ({ id, tab, unit, header, help, linux, needsProgram });
const bytes = (key: string, en: string, zh: string, help: Text | null = null): FactField =>
  fact(`status.${key}`, 'memory', { from: 'status', key, as: 'kibibytes' }, { en, zh }, { unit: 'bytes', help, needsProgram: true });
const mapped = (key: string, en: string, zh: string, help: Text | null = null): FactField =>
  fact(`smaps.${key}`, 'memory', { from: 'smaps_rollup', key }, { en, zh }, { unit: 'bytes', help, needsProgram: true });
const counted = (key: string, unit: Unit | null, en: string, zh: string, help: Text | null = null): FactField =>
  fact(`io.${key}`, 'io', { from: 'io', key }, { en, zh }, { unit, help });
const owner = (key: 'Uid' | 'Gid', index: 0 | 1 | 2 | 3, en: string, zh: string, help: Text | null = null): FactField =>
  fact(`${key}.${index}`, 'identity', { from: 'owner', key, index }, { en, zh }, { help });
const time = (field: number, en: string, zh: string): FactField =>
  fact(`stat.${field}`, 'scheduling', { from: 'stat', field, as: 'ticks' }, { en, zh }, { unit: 'ms' });

/** Every fact that is read of one process for its details, in the order in which it is shown. */
export const FACTS: readonly FactField[] = [
  fact('exe', 'identity', { from: 'link', name: 'exe' }, { en: 'Program', zh: '程序文件' }, { needsProgram: true }),
  fact('cwd', 'identity', { from: 'link', name: 'cwd' }, { en: 'Working directory', zh: '工作目录' }),
  fact('root', 'identity', { from: 'link', name: 'root' }, { en: 'Root directory', zh: '根目录' }),
  owner('Uid', 0, 'Real user', '实际用户', { en: 'Who started it; who may send it signals.', zh: '启动者；决定谁可以向其发送信号。' }),
  owner('Uid', 1, 'Effective user', '有效用户', { en: 'Whose rights it has now. ps shows this one.', zh: '当前拥有谁的权限。ps 显示的是它。' }),
  owner('Uid', 2, 'Saved user', '保存的用户', { en: 'Whose rights it may take again.', zh: '可以恢复为谁的权限。' }),
  owner('Uid', 3, 'File system user', '文件系统用户'),
  owner('Gid', 0, 'Real group', '实际组'),
  owner('Gid', 1, 'Effective group', '有效组'),
  owner('Gid', 2, 'Saved group', '保存的组'),
  owner('Gid', 3, 'File system group', '文件系统组'),
  fact('groups', 'identity', { from: 'status', key: 'Groups', as: 'words' }, { en: 'Other groups', zh: '附加组' }),
  fact('namespaces.shared', 'identity', { from: 'namespaces', which: 'shared' }, { en: 'Namespaces as ours', zh: '与本程序相同的命名空间' }),
  fact(
    'namespaces.own',
    'identity',
    { from: 'namespaces', which: 'own' },
    { en: 'Other namespaces', zh: '其他命名空间' },
    {
      help: {
        en: 'In these it sees something else than Procession does: other processes, files, networks.',
        zh: '在这些方面，它看到的与本程序不同：其他进程、文件、网络。',
      },
    },
  ),
  fact(
    'innerPids',
    'identity',
    { from: 'status', key: 'NSpid', as: 'words' },
    { en: 'PIDs inwards', zh: '由外到内的 PID' },
    {
      help: { en: 'Its PID here, and in each PID namespace below.', zh: '此处的 PID，以及每层内部 PID 命名空间中的 PID。' },
    },
  ),
  fact('umask', 'identity', { from: 'status', key: 'Umask', as: 'text' }, { en: 'Umask', zh: 'Umask' }),
  fact(
    'noNewPrivs',
    'identity',
    { from: 'status', key: 'NoNewPrivs', as: 'number' },
    { en: 'No new privileges', zh: '禁止新权限' },
    {
      help: { en: '1: no program that it starts can gain privilege.', zh: '1：它启动的程序无法获得更多权限。' },
    },
  ),
  fact(
    'seccomp',
    'identity',
    { from: 'status', key: 'Seccomp', as: 'number' },
    { en: 'Seccomp', zh: 'Seccomp' },
    {
      help: { en: '0 off, 1 strict, 2 filtered system calls.', zh: '0 关闭，1 严格，2 过滤系统调用。' },
    },
  ),

  bytes('VmRSS', 'In RAM (RSS)', '常驻内存（RSS）'),
  bytes('RssAnon', '· anonymous', '· 匿名', { en: 'Heaps, stacks and private data: gone when it ends.', zh: '堆、栈与私有数据：结束后即释放。' }),
  bytes('RssFile', '· of files', '· 文件', { en: 'Programs, libraries and mapped files: can be read again.', zh: '程序、库与映射文件：可以重新读取。' }),
  bytes('RssShmem', '· shared', '· 共享'),
  mapped('Pss', 'Its share (PSS)', '按比例占用（PSS）', { en: 'Shared pages are divided among those that share them.', zh: '共享页面由共享者平分。' }),
  mapped('Pss_Anon', '· anonymous', '· 匿名'),
  mapped('Pss_File', '· of files', '· 文件'),
  mapped('Pss_Shmem', '· shared', '· 共享'),
  mapped('Private_Dirty', 'Private, written', '私有，已写'),
  mapped('Private_Clean', 'Private, as on disk', '私有，未改'),
  mapped('Shared_Dirty', 'Shared, written', '共享，已写'),
  mapped('Shared_Clean', 'Shared, as on disk', '共享，未改'),
  mapped('AnonHugePages', 'Huge pages', '大页'),
  mapped('LazyFree', 'Given up, not yet taken', '已放弃，尚未回收'),
  bytes('VmSwap', 'Swapped out', '已换出'),
  mapped('SwapPss', 'Its share of swap', '按比例占用的交换空间'),
  bytes('VmLck', 'Locked', '已锁定'),
  bytes('VmPin', 'Pinned', '已固定'),
  bytes('VmHWM', 'RSS at most so far', 'RSS 峰值'),
  bytes('VmSize', 'Address space (VSZ)', '地址空间（VSZ）'),
  bytes('VmPeak', 'VSZ at most so far', 'VSZ 峰值'),
  bytes('VmData', 'Data', '数据段'),
  bytes('VmStk', 'Stack', '栈'),
  bytes('VmExe', 'Code', '代码'),
  bytes('VmLib', 'Libraries', '库'),
  bytes('VmPTE', 'Page tables', '页表'),
  bytes('HugetlbPages', 'Reserved huge pages', '预留大页'),
  fact(
    'oom_score',
    'memory',
    { from: 'file', name: 'oom_score' },
    { en: 'OOM score', zh: 'OOM 分数' },
    {
      needsProgram: true,
      help: { en: 'When memory runs out the highest is ended first.', zh: '内存耗尽时，分数最高者先被结束。' },
    },
  ),
  fact('oom_score_adj', 'memory', { from: 'file', name: 'oom_score_adj' }, { en: 'OOM adjustment', zh: 'OOM 调整' }),

  counted('read_bytes', 'bytes', 'Read from storage', '从存储读取'),
  counted('write_bytes', 'bytes', 'Written to storage', '写入存储'),
  counted('cancelled_write_bytes', 'bytes', 'Written and taken back', '写后取消', {
    en: 'Files that were truncated or removed before they reached the disk.',
    zh: '到达磁盘前被截断或删除的文件。',
  }),
  counted('rchar', 'bytes', 'Read by calls', '经系统调用读取', {
    en: 'Also from caches, pipes, sockets and terminals.',
    zh: '也包括缓存、管道、套接字与终端。',
  }),
  counted('wchar', 'bytes', 'Written by calls', '经系统调用写入'),
  counted('syscr', null, 'Read calls', '读调用次数'),
  counted('syscw', null, 'Write calls', '写调用次数'),
  fact('openFiles', 'io', { from: 'openFiles' }, { en: 'Open descriptors', zh: '打开的描述符' }, { needsProgram: true }),
  fact(
    'stat.42',
    'io',
    { from: 'stat', field: 42, as: 'ticks' },
    { en: 'Waited for disks', zh: '等待磁盘' },
    {
      unit: 'ms',
      help: { en: '0 where the kernel does not count it (delayacct).', zh: '内核未统计时为 0（delayacct）。' },
    },
  ),

  fact('policy', 'scheduling', { from: 'stat', field: 41, as: 'policy' }, { en: 'Policy', zh: '调度策略' }),
  fact('rtPriority', 'scheduling', { from: 'stat', field: 40, as: 'rtPriority' }, { en: 'Real-time priority', zh: '实时优先级' }),
  fact('priority', 'scheduling', { from: 'stat', field: 18, as: 'number' }, { en: 'Priority', zh: '优先级' }),
  fact('processor', 'scheduling', { from: 'stat', field: 39, as: 'number' }, { en: 'Ran last on CPU', zh: '上次运行的 CPU' }),
  fact('mems', 'scheduling', { from: 'status', key: 'Mems_allowed_list', as: 'text' }, { en: 'Memory nodes', zh: '内存节点' }),
  fact(
    'voluntary',
    'scheduling',
    { from: 'status', key: 'voluntary_ctxt_switches', as: 'number' },
    { en: 'Gave the CPU up', zh: '自愿让出 CPU' },
    {
      help: { en: 'Voluntary context switches: to wait for something. Of its main thread.', zh: '自愿上下文切换：为等待而让出。仅主线程。' },
    },
  ),
  fact(
    'involuntary',
    'scheduling',
    { from: 'status', key: 'nonvoluntary_ctxt_switches', as: 'number' },
    { en: 'Had it taken away', zh: '被抢占' },
    {
      help: { en: 'Involuntary context switches: others were due. Of its main thread.', zh: '非自愿上下文切换：轮到其他进程。仅主线程。' },
    },
  ),
  fact('schedstat.0', 'scheduling', { from: 'schedstat', index: 0 }, { en: 'Main thread ran for', zh: '主线程运行时间' }, { unit: 'ms' }),
  fact(
    'schedstat.1',
    'scheduling',
    { from: 'schedstat', index: 1 },
    { en: 'It waited for a CPU', zh: '等待 CPU 的时间' },
    {
      unit: 'ms',
      help: { en: 'Ready, but others ran. Of its main thread.', zh: '已就绪，但其他进程在运行。仅主线程。' },
    },
  ),
  fact('schedstat.2', 'scheduling', { from: 'schedstat', index: 2 }, { en: 'Time slices', zh: '时间片' }),
  time(14, 'User time', '用户态时间'),
  time(15, 'System time', '内核态时间'),
  time(16, 'User time of reaped children', '已回收子进程的用户态时间'),
  time(17, 'System time of reaped children', '已回收子进程的内核态时间'),
];
