/* global window, performance, requestAnimationFrame, MessageChannel */

/**
 * Runs in the page before the view: stands where the preload's bridge would, and answers with a made-up table whose every row changes each
 * second. Self-contained, for it is sent to the page as text. What it costs itself lies outside of what it measures.
 * @param {number} count of rows
 */
export function engineInPage(count) {
  const NUMBERS = ['pid', 'ppid', 'pgid', 'sid', 'nice', 'priority', 'threads', 'uid', 'startTime', 'cpuTime', 'cpuPercent', 'rss', 'vsz', 'lockedMemory'];
  const IDS = [...NUMBERS, 'tty', 'tpgid', 'state', 'user', 'comm', 'args', 'isKernelThread'];
  const clock = (seq) => ({ takenAt: 1_800_000_000_000 + seq * 1000, bootedAt: 1_799_990_000_000, msPerStartUnit: 10 });
  const parentOf = (pid) => (pid === 1 ? 0 : Math.floor(pid / (2 + (pid % 5))) || 1);
  const moving = (pid, seq) => ({
    cpuTime: pid * 7 + seq * 10,
    cpuPercent: ((pid * 7919 + seq * 131) % 1000) / 10,
    rss: ((pid * 104_729 + seq * 4096) % 1_000_000) * 1024,
  });
  const rowAt = (pid) => ({
    ...Object.fromEntries(IDS.map((id) => [id, null])),
    ...{
      pid,
      ppid: parentOf(pid),
      pgid: pid,
      sid: pid,
      nice: 0,
      priority: 20,
      threads: 1 + (pid % 3),
      uid: pid % 20,
      startTime: pid * 10,
      vsz: 1e9,
      lockedMemory: 0,
    },
    ...{ state: 'S', user: `user${pid % 20}`, comm: `proc${pid % 97}`, isKernelThread: false },
    args: [`/usr/bin/proc${pid % 97}`, '--flag', `value${pid}`, `--long-option=/some/path/name/${pid}`],
    ...moving(pid, 0),
  });
  const pids = Array.from({ length: count }, (_, index) => index + 1);
  const pack = (rows) => ({ count: rows.length, columns: Object.fromEntries(IDS.map((id) => [id, rows.map((row) => row[id])])), unknown: {} });
  const deltaAt = (seq) => ({
    seq,
    clock: clock(seq),
    added: pack([]),
    changed: pids.map((pid) => [`${pid}:${pid * 10}`, { values: moving(pid, seq) }]),
    gone: [],
  });

  let listener = () => {};
  let seq = 0;
  let timer;
  const figures = { data: [], steps: [], paints: [] };
  /** Resolves once the frame that is being drawn has been handed over. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now()));
        port1.start();
        port2.postMessage(null);
      });
    });
  /** React commits the update of a store in a microtask of this task; one that is asked for afterwards runs when that is done. */
  const deliver = async (frame) => {
    const begin = performance.now();
    listener(frame);
    const data = performance.now() - begin;
    await Promise.resolve();
    const step = performance.now() - begin;
    return { data, step, paint: (await painted()) - begin };
  };
  window.processionPort = {
    onFrame: (heard) => {
      listener = heard;
    },
    onClose: () => {},
    post: ({ id, name }) => {
      const capabilities = {
        platform: 'linux',
        provider: 'linux',
        fields: [...IDS, 'stat', 'elapsed', 'startedAt'],
        identity: 'pidfd',
        enginePid: 9999,
        signals: ['SIGTERM', 'SIGKILL'],
        changes: [],
        cpus: [],
        privilege: null,
      };
      const value = name === 'subscribe' ? { seq, clock: clock(seq), capabilities, rows: pack(pids.map(rowAt)) } : null;
      setTimeout(() => listener({ v: 1, kind: 'result', id, value }), 10);
    },
  };
  const sample = async () => {
    seq++;
    const { data, step, paint } = await deliver({ v: 1, kind: 'event', name: 'delta', data: deltaAt(seq) });
    figures.data.push(data);
    figures.steps.push(step);
    figures.paints.push(paint);
  };
  window.bench = {
    start: () => {
      timer = setInterval(() => void sample(), 1000);
    },
    stop: () => {
      clearInterval(timer);
      return figures;
    },
  };
}
