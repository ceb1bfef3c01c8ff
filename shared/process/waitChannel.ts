import type { Text } from '../words/text.ts';

/** What a process in such a function of the kernel waits for. */
interface Wait {
  readonly pattern: RegExp;
  readonly what: Text;
}

/** Names of functions as /proc/PID/wchan gives them (Linux 4 to 6; kernel sources named where they are not plain). The first that fits counts. */
const WAITS: readonly Wait[] = [
  { pattern: /^(do_epoll_wait|ep_poll)/, what: { en: 'an event on one of many descriptors (epoll)', zh: '多个描述符之一上的事件（epoll）' } },
  {
    pattern: /^(poll_schedule_timeout|do_select|do_sys_poll|do_poll)/,
    what: { en: 'an event on one of several descriptors (poll, select)', zh: '若干描述符之一上的事件（poll、select）' },
  },
  { pattern: /^(io_cqring_wait|io_wq_worker)/, what: { en: 'asynchronous I/O to be done (io_uring)', zh: '异步 I/O 完成（io_uring）' } },
  {
    pattern: /^(__?futex_wait|futex_wait|futex_do_wait)/,
    what: { en: 'another thread (a lock or a condition, futex)', zh: '另一个线程（锁或条件变量，futex）' },
  },
  {
    pattern: /^(hrtimer_nanosleep|do_nanosleep|common_nsleep|clock_nanosleep|alarm_timer_nsleep|schedule_hrtimeout)/,
    what: { en: 'time to pass (sleep)', zh: '时间流逝（sleep）' },
  },
  { pattern: /^(do_wait|kernel_wait4|wait4|kernel_waitid)/, what: { en: 'the end of a child (wait)', zh: '子进程结束（wait）' } },
  // vfork(2): the parent stands until the child runs another program or ends (kernel/fork.c, wait_for_vfork_done).
  {
    pattern: /^(kernel_clone|wait_for_vfork_done|_do_fork|do_fork)/,
    what: { en: 'its child of vfork to run another program or end', zh: '其 vfork 子进程执行新程序或结束' },
  },
  { pattern: /^(sigsuspend|do_sigtimedwait|__do_sys_pause|__x64_sys_pause|sys_pause|do_pause)/, what: { en: 'a signal', zh: '一个信号' } },
  { pattern: /^(anon_pipe_|pipe_|fifo_)/, what: { en: 'the other end of a pipe', zh: '管道的另一端' } },
  { pattern: /^(n_tty_read|tty_read|wait_woken)/, what: { en: 'input: of a terminal, or of a socket', zh: '输入：来自终端或套接字' } },
  {
    pattern:
      /^(inet_csk_accept|unix_accept|skb_wait_for_more_packets|__skb_wait|unix_stream_read|unix_wait_for_peer|unix_dgram_|sk_wait_data|sk_stream_wait|tcp_|udp_)/,
    what: { en: 'a peer on a socket', zh: '套接字的对端' },
  },
  { pattern: /^(request_wait_answer|fuse_)/, what: { en: 'a file system in user space (FUSE) to answer', zh: '用户态文件系统（FUSE）的应答' } },
  { pattern: /^(rpc_|nfs_|nfs4_|cifs_|smb2_|wait_for_response|ceph_)/, what: { en: 'a network file system to answer', zh: '网络文件系统的应答' } },
  {
    pattern: /^(io_schedule|bit_wait_io|wait_on_page|folio_wait|wait_on_buffer|__wait_on_buffer|blk_|submit_bio_wait|do_direct_io|iomap_dio)/,
    what: { en: 'a disk', zh: '磁盘' },
  },
  { pattern: /^(jbd2_|ext4_|xfs_|btrfs_|f2fs_|wait_transaction)/, what: { en: 'its file system to write to a disk', zh: '文件系统写入磁盘' } },
  { pattern: /^(do_exit|make_task_dead|zap_|exit_)/, what: { en: 'its parent to collect its exit status', zh: '父进程收取其退出状态' } },
  { pattern: /^(do_signal_stop|do_jobctl_trap)/, what: { en: 'SIGCONT', zh: 'SIGCONT' } },
  { pattern: /^(ptrace_stop|ptrace_)/, what: { en: 'its tracer', zh: '它的跟踪器' } },
  { pattern: /^(rwsem_|down_|mutex_|__mutex|rt_mutex|percpu_rwsem)/, what: { en: 'a lock inside the kernel', zh: '内核中的锁' } },
  { pattern: /^(do_msgrcv|do_msgsnd|do_semtimedop|__do_semtimedop|wq_sleep)/, what: { en: 'a message queue or a semaphore', zh: '消息队列或信号量' } },
  {
    pattern: /^(inotify_read|fanotify_read|signalfd_read|eventfd_read|timerfd_read|userfaultfd)/,
    what: { en: 'an event on a descriptor', zh: '描述符上的事件' },
  },
  {
    pattern: /^(worker_thread|rescuer_thread|kthreadd|kthread_worker_fn|smpboot_thread_fn|rcu_|kswapd|kcompactd|irq_thread|ksoftirqd)/,
    what: { en: 'work of the kernel', zh: '内核的工作' },
  },
  { pattern: /^(do_freezer_trap|__refrigerator|get_signal)/, what: { en: 'its control group to be thawed', zh: '其控制组解冻' } },
];

/** What a process waits for, by the kernel function that it sleeps in; null: that function is new to us. */
export function describeWait(wchan: string): Text | null {
  return WAITS.find(({ pattern }) => pattern.test(wchan))?.what ?? null;
}
