import type { Text } from './text.ts';

/** A word of the field: what it means, and a query that shows what it is about (null: no query does). */
export interface Term {
  readonly id: string;
  readonly name: Text;
  readonly meaning: Text;
  readonly query: string | null;
}

/** The words that the program uses, in an order in which each is explained by those before it (credentials(7), signal(7), sched(7), proc(5)). */
export const GLOSSARY: readonly Term[] = [
  {
    id: 'process',
    name: { en: 'process', zh: '进程' },
    meaning: {
      en: 'A program that runs: its memory, its open files, its rights, and one thread or more. Starting a program twice makes two processes.',
      zh: '正在运行的程序：包括它的内存、打开的文件、权限，以及一个或多个线程。同一程序启动两次就是两个进程。',
    },
    query: null,
  },
  {
    id: 'pid',
    name: { en: 'PID', zh: '进程号（PID）' },
    meaning: {
      en: 'The number of a process. It is given out again after the process has ended, so it does not say for ever who is meant: Procession also compares the start time, and more where the system has it.',
      zh: '进程的编号。进程结束后编号会被重新分配，因此不能永远代表同一个进程：Procession 还会比较启动时间以及系统提供的其他标识。',
    },
    query: null,
  },
  {
    id: 'thread',
    name: { en: 'thread', zh: '线程' },
    meaning: {
      en: 'A line of execution in a process. All threads of a process share its memory. What runs on a core is always a thread.',
      zh: '进程中的一条执行流。同一进程的所有线程共享内存。在核心上运行的总是线程。',
    },
    query: 'threads>1',
  },
  {
    id: 'kernelThread',
    name: { en: 'kernel thread', zh: '内核线程' },
    meaning: {
      en: 'A thread of the kernel itself, without memory of its own. Signals do nothing there. Its name stands in brackets, but anybody can give a program such a name: only the kernel’s own flag counts.',
      zh: '内核自身的线程，没有自己的内存，信号对它不起作用。名称写在方括号中，但任何程序都可以取这样的名称：只有内核的标志才算数。',
    },
    query: 'kernel:yes',
  },
  {
    id: 'parent',
    name: { en: 'parent, child', zh: '父进程、子进程' },
    meaning: {
      en: 'A process comes from another by fork: that one is its parent. The parent gets the exit status. All parents together make the tree.',
      zh: '进程由另一个进程 fork 产生，后者就是父进程，由它收取退出状态。所有父子关系构成进程树。',
    },
    query: null,
  },
  {
    id: 'reap',
    name: { en: 'to reap', zh: '收割' },
    meaning: {
      en: 'To wait() for a child that has ended: the parent takes its exit status, and the kernel forgets the process.',
      zh: '对已结束的子进程调用 wait()：父进程取走退出状态，内核随即清除该进程。',
    },
    query: null,
  },
  {
    id: 'zombie',
    name: { en: 'zombie', zh: '僵尸进程' },
    meaning: {
      en: 'A process that has ended and is not reaped yet. It keeps its PID and exit status, no memory. It cannot be killed, for it is dead: its parent must reap it, or end, whereupon init does. A young one is normal.',
      zh: '已经结束但尚未被收割的进程。只保留进程号和退出状态，不占内存。它已经死亡，无法再被杀死：必须由父进程收割；父进程结束后则由 init 收割。短暂存在的僵尸是正常的。',
    },
    query: 'state:Z threads<=1',
  },
  {
    id: 'orphan',
    name: { en: 'orphan', zh: '孤儿进程' },
    meaning: {
      en: 'A process whose parent ended before it did. That init is its parent now proves nothing: every service has init for a parent.',
      zh: '父进程先于自己结束的进程。现在的父进程是 init 并不能证明它是孤儿：所有服务的父进程都是 init。',
    },
    query: null,
  },
  {
    id: 'subreaper',
    name: { en: 'reparenting, subreaper', zh: '重新收养、子收割者' },
    meaning: {
      en: 'The kernel hands an orphan to the nearest ancestor that declared itself a subreaper (a service manager, a container’s init), else to init.',
      zh: '内核把孤儿进程交给最近的、声明为子收割者的祖先（服务管理器、容器的 init），否则交给 init。',
    },
    query: null,
  },
  {
    id: 'group',
    name: { en: 'process group', zh: '进程组' },
    meaning: {
      en: 'The processes of one job, such as a pipeline in a shell. Its number is the PID of its first one. Ctrl-C reaches the whole foreground group.',
      zh: '同一作业的进程，例如 shell 中的一条管道。组号是其首个进程的进程号。Ctrl-C 会送达整个前台进程组。',
    },
    query: null,
  },
  {
    id: 'session',
    name: { en: 'session, controlling terminal', zh: '会话、控制终端' },
    meaning: {
      en: 'The process groups that began with one login or terminal. When its leader ends or the terminal closes, the foreground group gets SIGHUP.',
      zh: '源自同一次登录或同一终端的进程组。会话首进程结束或终端关闭时，前台进程组会收到 SIGHUP。',
    },
    query: 'stat~/^.[<N]?L?s/',
  },
  {
    id: 'daemon',
    name: { en: 'daemon', zh: '守护进程' },
    meaning: {
      en: 'A process that serves in the background: a session of its own, no terminal. Services of systemd are such, and have a unit besides.',
      zh: '在后台提供服务的进程：有自己的会话，没有终端。systemd 的服务即是如此，并且还属于某个单元。',
    },
    query: 'tty:- kernel:no',
  },
  {
    id: 'signal',
    name: { en: 'signal', zh: '信号' },
    meaning: {
      en: 'A short message from the kernel or another process. Most can be caught or ignored. SIGTERM asks to end; SIGKILL ends at once and cannot be caught; SIGSTOP and SIGCONT suspend and resume.',
      zh: '来自内核或其他进程的简短消息，多数可以被捕获或忽略。SIGTERM 请求结束；SIGKILL 立即结束且无法捕获；SIGSTOP 与 SIGCONT 分别暂停与继续。',
    },
    query: null,
  },
  {
    id: 'nice',
    name: { en: 'nice value, priority', zh: 'nice 值、优先级' },
    meaning: {
      en: 'How much a process gives way to others, from -20 (favoured) to 19. The kernel computes the priority from it. Only root may lower it.',
      zh: '进程让位于其他进程的程度，从 -20（优先）到 19。内核据此计算优先级。只有 root 可以调低。',
    },
    query: 'nice!=0',
  },
  {
    id: 'policy',
    name: { en: 'scheduling policy', zh: '调度策略' },
    meaning: {
      en: 'OTHER shares cores fairly, by nice values. FIFO (first come, first served) and RR (time slices) are real-time: they run before all others. BATCH and IDLE give way, DEADLINE promises a time.',
      zh: 'OTHER 按 nice 值公平分享核心。FIFO（先来先服务）和 RR（时间片轮转）是实时策略，先于其他进程运行。BATCH 与 IDLE 让位于其他进程，DEADLINE 保证时限。',
    },
    query: 'policy!=OTHER',
  },
  {
    id: 'switch',
    name: { en: 'context switch', zh: '上下文切换' },
    meaning: {
      en: 'A core turns from one thread to another. Voluntary: the thread waits for something. Involuntary: its time was over, or a more urgent one came.',
      zh: '核心从一个线程转到另一个线程。主动切换：线程在等待某事。被动切换：时间片用完，或有更紧急的线程到来。',
    },
    query: null,
  },
  {
    id: 'memory',
    name: { en: 'RSS, PSS, VSZ', zh: 'RSS、PSS、VSZ' },
    meaning: {
      en: 'RSS is memory in RAM, with shared pages counted in full in every process; PSS divides them among those that share them, so that sums are right; VSZ is address space, most of which is never used.',
      zh: 'RSS 是常驻内存，共享页面在每个进程中都全额计入；PSS 由共享者均分，因此可以相加；VSZ 是地址空间，大部分从未使用。',
    },
    query: null,
  },
  {
    id: 'unit',
    name: { en: 'control group, unit, container', zh: '控制组、单元、容器' },
    meaning: {
      en: 'The kernel keeps processes in control groups, to count and to limit what they take together. A service of systemd has one (its unit), a container too.',
      zh: '内核用控制组管理进程，对其总体用量进行统计和限制。systemd 的每个服务（单元）有一个，容器也有。',
    },
    query: 'not unit:-',
  },
  {
    id: 'load',
    name: { en: 'load', zh: '负载' },
    meaning: {
      en: 'How many threads ran, waited for a core or waited in uninterruptible sleep, averaged over 1, 5 and 15 minutes. More than there are cores means that some waited.',
      zh: '正在运行、等待核心或处于不可中断睡眠的线程数在 1、5、15 分钟内的平均值。超过核心数表示有线程在等待。',
    },
    query: 'state:R or state:D',
  },
];
