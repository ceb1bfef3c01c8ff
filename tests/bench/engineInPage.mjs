/* global window, self, Worker, Blob, URL */

/**
 * Runs in the page before the view: stands where the preload's bridge would, and answers with a made-up table of `count` rows, of which `changing`
 * change with each sample, and `coming` processes end while as many begin. The table is made in a worker, so that on the main thread a sample costs what it costs in the app: the message is read,
 * checked, taken in and drawn. Self-contained, for it is sent to the page as text.
 * @param {{ count: number, changing: number, coming: number }} options
 */
export function engineInPage({ count, changing, coming }) {
  /** @param {number} rows @param {number} moved @param {number} shortLived */
  const work = (rows, moved, shortLived) => {
    const NUMBERS = ['pid', 'ppid', 'pgid', 'sid', 'nice', 'priority', 'threads', 'uid', 'startTime', 'cpuTime', 'cpuPercent', 'rss', 'vsz', 'lockedMemory'];
    const IDS = [...NUMBERS, 'tty', 'tpgid', 'state', 'user', 'comm', 'args', 'isKernelThread'];
    const clockAt = (seq) => ({ takenAt: 1_800_000_000_000 + seq * 1000, bootedAt: 1_799_990_000_000, msPerStartUnit: 10 });
    const parentOf = (pid) => (pid === 1 ? 0 : Math.floor(pid / (2 + (pid % 5))) || 1);
    const moving = (pid, seq) => ({
      cpuTime: pid * 7 + seq * 10,
      cpuPercent: ((pid * 7919 + seq * 131) % 1000) / 10,
      rss: ((pid * 104_729 + seq * 4096) % 1_000_000) * 1024,
    });
    const rowAt = (pid) => ({
      ...Object.fromEntries(IDS.map((id) => [id, null])),
      ...{ pid, ppid: parentOf(pid), pgid: pid, sid: pid, nice: 0, priority: 20, threads: 1 + (pid % 3), uid: pid % 20 },
      ...{ startTime: pid * 10, vsz: 1e9, lockedMemory: 0, state: 'S', user: `user${pid % 20}`, comm: `proc${pid % 97}`, isKernelThread: false },
      args: [`/usr/bin/proc${pid % 97}`, '--flag', `value${pid}`, `--long-option=/some/path/name/${pid}`],
      ...moving(pid, 0),
    });
    const pack = (all) => ({ count: all.length, columns: Object.fromEntries(IDS.map((id) => [id, all.map((row) => row[id])])), unknown: {} });
    const step = Math.max(1, Math.floor(rows / moved));
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
    let seq = 0;
    const sample = () => {
      seq++;
      const pids = [];
      for (let pid = 1 + (seq % step); pid <= rows && pids.length < moved; pid += step) pids.push(pid);
      const at = pids.map((_, place) => place);
      const news = pids.map((pid) => moving(pid, seq));
      const fields = Object.fromEntries(['cpuTime', 'cpuPercent', 'rss'].map((id) => [id, { at, values: news.map((values) => values[id]) }]));
      const changed = { keys: pids.map((pid) => `${pid}:${pid * 10}`), fields, unknown: {} };
      const pidsOf = (number) =>
        number < 1 ? [] : Array.from({ length: shortLived }, (_, index) => rows + 1 + ((number * shortLived + index) % (10 * shortLived)));
      const [added, gone] = [pidsOf(seq).map(rowAt), pidsOf(seq - 1).map((pid) => `${pid}:${pid * 10}`)];
      self.postMessage({ v: 1, kind: 'event', name: 'delta', data: { seq, clock: clockAt(seq), added: pack(added), changed, gone } });
    };
    self.addEventListener('message', ({ data: { id, name } }) => {
      if (name === 'start') return void setInterval(sample, 1000);
      const all = Array.from({ length: rows }, (_, index) => rowAt(index + 1));
      const value = name === 'subscribe' ? { seq, clock: clockAt(seq), capabilities, rows: pack(all) } : null;
      self.postMessage({ v: 1, kind: 'result', id, value });
    });
  };
  const worker = new Worker(URL.createObjectURL(new Blob([`(${String(work)})(${count}, ${changing}, ${coming})`], { type: 'text/javascript' })));
  window.processionPort = {
    onFrame: (heard) => worker.addEventListener('message', ({ data }) => heard(data)),
    onClose: () => {},
    post: ({ id, name }) => worker.postMessage({ id, name }),
  };
  window.bench = { start: () => worker.postMessage({ name: 'start' }) };
}
