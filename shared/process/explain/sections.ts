import { whoIs } from '../whoIs.ts';
import { explainStat, explainState } from '../explainStat.ts';
import { isInMask } from '../signalMasks.ts';
import { isZombie } from '../stat.ts';
import { visibleName, visibleText } from '../visibleText.ts';
import { describeWait } from '../waitChannel.ts';
import type { Text } from '../../words/text.ts';
import type { Section, Subject } from './explanation.ts';
import { say, sayNumber } from './phrases.ts';

const DELETED = ' (deleted)';
/** What memfd_create(2) makes is named so; it has no name in any folder, which reads as deleted. */
const IN_MEMORY = '/memfd:';

/** What it is. */
export const what: Section = ({ row, facts, age }) => {
  const { user, uid, isKernelThread, threads } = row.values;
  if (isKernelThread === true) return [say('A thread of the kernel: it has no program and no memory of its own.', '内核线程：没有自己的程序和内存。')];
  const owner = user ?? (uid === null ? null : String(uid));
  const sentences: Text[] = [
    owner === null
      ? say('A process; whose cannot be read.', '进程，无法读取其所属用户。')
      : say(`A process of ${visibleName(owner)}.`, `${visibleName(owner)} 的进程。`),
  ];
  const program = facts?.program ?? null;
  if (program?.startsWith(IN_MEMORY) === true) {
    const name = visibleText(program.slice(IN_MEMORY.length).replace(DELETED, ''));
    sentences.push(
      say(
        `It runs a program that was written into memory (memfd ${name}) and is in no folder: some launchers do so, and some that hide.`,
        `它运行的程序只写在内存中（memfd ${name}），不在任何目录里：有些启动器这样做，有些恶意程序也这样隐藏自己。`,
      ),
    );
  } else if (program?.endsWith(DELETED) === true) {
    const path = visibleText(program.slice(0, -DELETED.length));
    sentences.push(
      say(
        `It runs ${path}, which was removed or replaced since: an update comes into force when it is started again.`,
        `它运行的 ${path} 已被删除或替换：重新启动后更新才会生效。`,
      ),
    );
  } else if (program !== null) sentences.push(say(`It runs ${visibleText(program)}.`, `它运行 ${visibleText(program)}。`));
  if (age !== null) sentences.push(sayNumber('ms', age, 'It was started % ago.', '它在 %前启动。'));
  if (threads !== null)
    sentences.push(
      threads > 1 ? say(`It is a group of ${threads} threads.`, `它是由 ${threads} 个线程组成的线程组。`) : say('It has one thread.', '它只有一个线程。'),
    );
  return sentences;
};

/** STAT letter by letter, each with what follows from it here. */
export const letters: Section = (subject) =>
  subject.stat === null
    ? []
    : explainStat(subject.stat).map(({ letter, name, consequence }) => {
        const more = consequenceOf(letter, subject);
        return say(`${letter}: ${name.en}. ${more?.en ?? consequence.en}`, `${letter}：${name.zh}。${more?.zh ?? consequence.zh}`);
      });

/** What a letter means for this very process; null: no more than for any. */
function consequenceOf(letter: string, { row, sessionSize, groupSize }: Subject): Text | null {
  const { tty, nice, threads, lockedMemory } = row.values;
  const at = tty === null ? null : visibleName(tty);
  switch (letter) {
    case '+':
      return at === null
        ? null
        : say(
            `In the foreground of ${at}: Ctrl-C there reaches it${groupSize > 1 ? ` and the ${groupSize - 1} others of its group` : ''}.`,
            `在 ${at} 的前台：在那里按 Ctrl-C 会送达它${groupSize > 1 ? `及同组的另外 ${groupSize - 1} 个进程` : ''}。`,
          );
    case 's':
      return at === null
        ? say(`It leads a session of ${sessionSize} without a terminal.`, `它领导一个没有终端的会话，共 ${sessionSize} 个进程。`)
        : say(
            `It leads the session of ${sessionSize} on ${at}: when it ends, the jobs there get SIGHUP.`,
            `它领导 ${at} 上的会话，共 ${sessionSize} 个进程：它结束时，那里的作业会收到 SIGHUP。`,
          );
    case '<':
      return say(`Its nice value is ${nice}: it gets more processor time than others.`, `其 nice 值为 ${nice}：比其他进程获得更多处理器时间。`);
    case 'N':
      return say(`Its nice value is ${nice}: it gives way to others.`, `其 nice 值为 ${nice}：让位于其他进程。`);
    case 'l':
      return say(`It has ${threads} threads; the state letter is that of the first.`, `它有 ${threads} 个线程，状态字母属于首个线程。`);
    case 'L':
      return lockedMemory === null
        ? null
        : sayNumber('bytes', lockedMemory, '% of its memory are locked in RAM and never swapped out.', '其 % 内存锁定在内存中，不会被换出。');
    default:
      return null;
  }
}

/** Its state as text books name it, and what it waits for. */
export const state: Section = ({ row, facts }) => {
  const { state: letter } = row.values;
  if (letter === null) return [];
  const { textbook } = explainState(letter);
  const sentences: Text[] = [];
  if (textbook !== null && !(letter === 'Z' && !isZombie(row.values)))
    sentences.push(say(`In the words of text books it is ${textbook.en}.`, `按教科书的说法，它处于${textbook.zh}状态。`));
  if (letter === 'R' || letter === 'Z' || letter === 'T' || letter === 't') return sentences;
  const wchan = facts?.wchan ?? null;
  if (wchan === null) sentences.push(say('What it waits for cannot be read here.', '在此无法读取它在等待什么。'));
  else {
    const wait = describeWait(wchan);
    sentences.push(
      wait === null
        ? say(`It waits in ${visibleText(wchan)} of the kernel.`, `它在内核的 ${visibleText(wchan)} 中等待。`)
        : say(`It waits for ${wait.en} (${visibleText(wchan)}).`, `它在等待${wait.zh}（${visibleText(wchan)}）。`),
    );
  }
  return sentences;
};

/** So many switches are needed before their shares mean something. */
const ENOUGH_SWITCHES = 100;

/** How it is scheduled, and whether it waits or is pushed off its core. */
export const scheduling: Section = ({ row, facts }) => {
  const sentences: Text[] = [];
  const policy = facts?.policy ?? null;
  const { nice } = row.values;
  if (policy === 'FIFO' || policy === 'RR')
    sentences.push(
      say(
        `Real-time policy ${policy}, priority ${facts?.rtPriority ?? '?'}: it runs before every ordinary process${policy === 'FIFO' ? ', until it waits' : ', in turn with its equals'}.`,
        `实时调度策略 ${policy}，优先级 ${facts?.rtPriority ?? '?'}：先于所有普通进程运行${policy === 'FIFO' ? '，直到它等待为止' : '，与同级轮流'}。`,
      ),
    );
  else if (policy === 'DEADLINE') sentences.push(say('Policy DEADLINE: it has a share of time by a deadline.', '调度策略 DEADLINE：按截止时间分得时间份额。'));
  else if (policy === 'IDLE') sentences.push(say('Policy IDLE: it runs when nobody else wants to.', '调度策略 IDLE：只在没有其他进程要运行时运行。'));
  else if (policy === 'BATCH')
    sentences.push(say('Policy BATCH: it is taken for one that computes and need not answer soon.', '调度策略 BATCH：视为无需快速响应的计算进程。'));
  else if (policy !== null) sentences.push(say(`Policy ${policy}, shared fairly with the others.`, `调度策略 ${policy}，与其他进程公平分享。`));
  if (nice !== null && policy !== 'FIFO' && policy !== 'RR') sentences.push(niceText(nice));
  const [voluntary, forced] = [facts?.voluntarySwitches ?? null, facts?.involuntarySwitches ?? null];
  if (voluntary !== null && forced !== null && voluntary + forced >= ENOUGH_SWITCHES) {
    const share = Math.round((voluntary / (voluntary + forced)) * 100);
    sentences.push(
      share >= 50
        ? say(
            `It gave its core up by itself in ${share} of 100 switches: it mostly waits, for input or time.`,
            `100 次切换中有 ${share} 次是它主动让出核心：它多半在等待输入或时间。`,
          )
        : say(
            `It was pushed off its core in ${100 - share} of 100 switches: it mostly computes, and others want the core too.`,
            `100 次切换中有 ${100 - share} 次是被抢占：它多半在计算，而其他进程也需要核心。`,
          ),
    );
  }
  return sentences;
};

function niceText(nice: number): Text {
  if (nice === 0) return say('Nice value 0: neither favoured nor put back.', 'nice 值为 0：既不优先也不靠后。');
  return nice < 0
    ? say(`Nice value ${nice}: favoured.`, `nice 值为 ${nice}：优先。`)
    : say(`Nice value ${nice}: it gives way to others.`, `nice 值为 ${nice}：让位于其他进程。`);
}

/** Whether it is a daemon, and its place in group and session. */
export const standing: Section = ({ row, ancestors, orphanKind, groupSize }) => {
  const { tty, sid, pgid, isKernelThread } = row.values;
  if (isKernelThread === true) return [];
  const sentences: Text[] = [];
  const parent = ancestors[0];
  if (orphanKind === 'daemon')
    sentences.push(
      say(
        'A daemon: it has no terminal, its session has no leader any more, and another has adopted it (it forked twice).',
        '守护进程：没有终端，其会话已无首进程，并已被收养（两次 fork）。',
      ),
    );
  else if (orphanKind === 'leftover')
    sentences.push(say('Left behind: the leader of its session has ended, and it went on.', '遗留进程：其会话首进程已结束，而它继续运行。'));
  else if (tty === null && sid === row.id.pid && parent !== undefined && (parent.id.pid === 1 || parent.values.comm === 'systemd'))
    sentences.push(
      say(
        'A daemon: it has no terminal, leads its own session, and the service manager is its parent.',
        '守护进程：没有终端，领导自己的会话，父进程是服务管理器。',
      ),
    );
  else if (tty === null) sentences.push(say('No daemon by descent, but it has no terminal either.', '从来历看不是守护进程，但也没有终端。'));
  else sentences.push(say('No daemon: it has a terminal.', '不是守护进程：它有终端。'));
  if (pgid === 0) sentences.push(say('Its process group is from outside of this PID namespace.', '其进程组在此 PID 命名空间之外。'));
  else if (pgid !== null)
    sentences.push(
      pgid === row.id.pid
        ? say(`It leads a process group of ${groupSize}.`, `它领导一个 ${groupSize} 个进程的进程组。`)
        : say(`It belongs to the process group ${pgid}, of ${groupSize}.`, `它属于进程组 ${pgid}，共 ${groupSize} 个进程。`),
    );
  return sentences;
};

/** What ends with it, and what goes on. */
export const end: Section = (subject) => {
  const { row, children, ancestors, facts, sessionSize } = subject;
  if (row.values.isKernelThread === true || isZombie(row.values)) return [];
  const sentences: Text[] = [];
  if (row.id.pid === 1) return [say('The machine ends with it (in a container: that does).', '它结束则整机结束（在容器中则是容器结束）。')];
  if (facts?.innerPids !== null && facts !== null && facts.innerPids.length > 1 && facts.innerPids.at(-1) === 1)
    sentences.push(
      say('It is pid 1 of a PID namespace: everything in there is killed with it.', '它是某个 PID 命名空间的 1 号进程：其中的一切都会随之被杀死。'),
    );
  if (row.values.sid === row.id.pid && row.values.tty !== null && sessionSize > 1)
    sentences.push(
      say('The jobs of its terminal get SIGHUP, which ends those that do not ignore it.', '其终端上的作业会收到 SIGHUP，不忽略该信号的作业会结束。'),
    );
  const living = children.filter((child) => !isZombie(child.values));
  if (living.length > 0) {
    const adopter = ancestors.at(-1);
    const by = adopter === undefined ? '' : adopter.id.pid === 1 ? ` ${whoIs(adopter)}` : '';
    const who = living.length === 1 ? `Its child ${whoIs(living[0]!)} goes on as an orphan` : `Its ${living.length} children go on as orphans`;
    sentences.push(
      say(
        `${who}; the nearest subreaper above, or${by === '' ? ' init' : by}, adopts ${living.length === 1 ? 'it' : 'them'}.`,
        `其 ${living.length} 个子进程会作为孤儿进程继续运行，由上方最近的 subreaper 或${by === '' ? ' init' : by} 收养。`,
      ),
    );
  }
  if (sentences.length === 0) sentences.push(say('Nothing else ends with it.', '没有其他进程会随之结束。'));
  const parent = ancestors[0];
  if (parent !== undefined) sentences.push(say(`${whoIs(parent)} is told by SIGCHLD and has to reap it.`, `${whoIs(parent)} 会收到 SIGCHLD，并须回收它。`));
  return sentences;
};

/** Why it cannot be ended, or what it makes of SIGTERM. */
export const ending: Section = ({ row, facts, isOurs, ancestors, numberOf }) => {
  const parent = ancestors[0];
  if (isZombie(row.values))
    return [
      parent === undefined
        ? say('It cannot be killed, for it has ended already.', '它无法被杀死，因为它已经结束。')
        : say(
            `It cannot be killed, for it has ended already. It goes when ${whoIs(parent)} waits for it, or ends.`,
            `它无法被杀死，因为它已经结束。当 ${whoIs(parent)} 等待它或结束时，它才会消失。`,
          ),
    ];
  if (row.values.isKernelThread === true) return [say('It cannot be killed: threads of the kernel take no signals.', '无法杀死：内核线程不接收信号。')];
  if (row.id.pid === 1)
    return [say('It cannot be killed: the kernel keeps from init what init does not catch.', '无法杀死：内核不会向 init 传递其未捕获的信号。')];
  const sentences: Text[] = [];
  if (isOurs) sentences.push(say('Procession does not end it: it runs in it, or is it.', 'Procession 不会结束它：Procession 自身在其中运行或就是它。'));
  if (row.values.state === 'D')
    sentences.push(
      say('Signals wait until its uninterruptible sleep is over, most often even SIGKILL.', '信号要等到不可中断睡眠结束，通常 SIGKILL 也不例外。'),
    );
  if (row.values.state === 'T')
    sentences.push(say('It is stopped: of other signals than SIGKILL it learns when it is resumed.', '它已停止：除 SIGKILL 外的信号要等恢复后才能得知。'));
  const masks = facts?.masks ?? null;
  const sigterm = numberOf('SIGTERM');
  if (masks === null || sigterm === null) return [...sentences, say('What it makes of signals cannot be read.', '无法读取它如何处理信号。')];
  if (isInMask(masks.ignored, sigterm)) sentences.push(say('It ignores SIGTERM: only SIGKILL ends it.', '它忽略 SIGTERM：只有 SIGKILL 能结束它。'));
  else if (isInMask(masks.blocked, sigterm))
    sentences.push(say('Its first thread blocks SIGTERM: that may wait.', '其首个线程阻塞 SIGTERM：该信号可能要等待。'));
  else if (isInMask(masks.caught, sigterm))
    sentences.push(say('It catches SIGTERM, to end in order; SIGKILL ends it at once.', '它捕获 SIGTERM 以便有序结束；SIGKILL 会立即结束它。'));
  else sentences.push(say('SIGTERM ends it.', 'SIGTERM 会结束它。'));
  return sentences;
};

/** What was found about it. */
export const findings: Section = (subject) => subject.findings.map(({ title }) => title);
