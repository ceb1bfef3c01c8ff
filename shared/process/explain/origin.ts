import { whoIs, whoIsKin } from '../whoIs.ts';
import { parseControlGroup } from '../controlGroup.ts';
import type { Row } from '../row.ts';
import { isShell } from '../shells.ts';
import { visibleName } from '../visibleText.ts';
import { formatNumber } from '../../fields/format.ts';
import type { Text } from '../../words/text.ts';
import type { Section, Subject } from './explanation.ts';
import { say, sayAll } from './phrases.ts';

/** What an ancestor is known for. */
interface Starter {
  readonly what: Text;
  readonly is: (row: Row) => boolean;
}

const named =
  (...names: readonly string[]) =>
  ({ values: { comm } }: Row): boolean =>
    comm !== null && names.includes(comm);
const like =
  (pattern: RegExp) =>
  ({ values: { comm } }: Row): boolean =>
    comm !== null && pattern.test(comm);

/** Programs that start others, by the names that the kernel has of them (15 bytes); the first that fits counts. */
const STARTERS: readonly Starter[] = [
  // npm puts what it runs into its own name (process.title).
  { what: say('a script of a package manager', '包管理器脚本'), is: like(/^(npm|npx|pnpm|yarn|bun|bunx|corepack)( |$)/) },
  { what: say('a build', '构建工具'), is: named('make', 'gmake', 'ninja', 'cmake', 'cargo', 'gradle', 'mvn', 'bazel') },
  { what: say('a timetable', '定时任务'), is: named('cron', 'crond', 'anacron', 'atd', 'fcron') },
  { what: say('a login over SSH', 'SSH 登录'), is: like(/^(sshd|sshd-session|dropbear)/) },
  { what: say('another user’s rights', '切换用户权限'), is: named('sudo', 'su', 'doas', 'runuser', 'pkexec') },
  {
    what: say('a container’s keeper', '容器的监护进程'),
    is: like(/^(containerd-shim|conmon|docker-init|tini|dumb-init|catatonit|runc|crun|lxc-start|systemd-nspawn)/),
  },
  { what: say('a debugger or tracer', '调试器或跟踪器'), is: named('gdb', 'lldb', 'strace', 'ltrace', 'rr', 'perf', 'valgrind') },
  { what: say('a terminal multiplexer', '终端复用器'), is: like(/^(tmux|screen|SCREEN|zellij|abduco|dtach)/) },
  {
    what: say('a terminal', '终端'),
    is: like(
      /^(gnome-terminal|kgx|ptyxis|konsole|xterm|uxterm|urxvt|alacritty|kitty|wezterm|foot|xfce4-terminal|tilix|terminator|lxterminal|qterminal|mate-terminal|Terminal|iTerm2|WindowsTerminal)/,
    ),
  },
  { what: say('an editor', '编辑器'), is: like(/^(code|codium|cursor|code-server|idea|pycharm|webstorm|clion|goland|emacs|vim|nvim|subl|zed)/) },
  {
    what: say('the desktop', '桌面环境'),
    is: like(/^(gnome-shell|gnome-session|plasmashell|kwin_|sway|i3|hyprland|Hyprland|xfce4-|mate-panel|cinnamon|lxqt-|budgie|Finder|explorer\.exe)/),
  },
  { what: say('a shell', 'shell'), is: ({ values }) => isShell(values.comm) },
  { what: say('the service manager', '服务管理器'), is: named('systemd', 'launchd', 'services.exe', 'runsv', 'runit', 's6-svscan', 'openrc', 'supervisord') },
];

const starterOf = (row: Row): Starter | null => STARTERS.find(({ is }) => is(row)) ?? null;

/** Who started it and through what, from its ancestors, its control group and what was seen. */
export const origin: Section = (subject) => {
  const { row, ancestors } = subject;
  if (row.values.isKernelThread === true) return [say('The kernel started it for its own work.', '内核为自身工作而启动。')];
  const parent = ancestors[0];
  const sentences = [parentText(subject, parent)];
  const through = ancestors.flatMap((ancestor) => {
    const starter = starterOf(ancestor);
    return starter === null ? [] : [say(`${whoIs(ancestor)}, ${starter.what.en}`, `${whoIs(ancestor)}（${starter.what.zh}）`)];
  });
  if (through.length > 0) {
    const { en, zh } = { en: through.map((one) => one.en).join('; '), zh: sayAll(through).zh };
    sentences.push(say(`It came through: ${en}.`, `启动途径：${zh}。`));
  }
  return [...sentences, ...terminalText(subject), ...groupText(subject)];
};

function parentText({ row, orphan, orphanKind }: Subject, parent: Row | undefined): Text {
  if (orphan !== null) {
    const from = whoIsKin(orphan.from);
    const by = orphan.by === null ? null : whoIsKin(orphan.by);
    const [en, zh] = [formatNumber({ unit: 'epochMs' }, orphan.at, 'en'), formatNumber({ unit: 'epochMs' }, orphan.at, 'zh')];
    return by === null
      ? say(`${from} started it and has ended (seen ${en}).`, `${from} 启动了它，现已结束（见于 ${zh}）。`)
      : say(`${from} started it and has ended; ${by} adopted it (seen ${en}).`, `${from} 启动了它，现已结束；由 ${by} 收养（见于 ${zh}）。`);
  }
  if (parent === undefined) {
    if (row.id.pid === 1) return say('The kernel started it as the first process.', '内核将其作为第一个进程启动。');
    return say('Its parent cannot be seen from here: it is outside of this namespace, or hidden.', '从这里看不到它的父进程：在此命名空间之外，或被隐藏。');
  }
  if (orphanKind !== null)
    return say(
      `${whoIs(parent)} is its parent now, but (inferred from its session ${row.values.sid}) not the one that started it: that has ended.`,
      `${whoIs(parent)} 是它现在的父进程，但（由其会话 ${row.values.sid} 推断）不是启动它的进程：后者已结束。`,
    );
  return say(`${whoIs(parent)} is its parent.`, `父进程是 ${whoIs(parent)}。`);
}

function terminalText({ row, leader }: Subject): Text[] {
  const { tty, sid } = row.values;
  if (tty === null) return [];
  const at = visibleName(tty);
  if (sid === 0)
    return [say(`It belongs to the terminal ${at}, in a session from outside of this PID namespace.`, `它属于终端 ${at}，其会话在此 PID 命名空间之外。`)];
  if (leader === null)
    return [say(`It belongs to the terminal ${at}, in session ${sid}, whose leader has ended.`, `它属于终端 ${at} 的会话 ${sid}，其首进程已结束。`)];
  return [say(`It belongs to the terminal ${at}, in the session of ${whoIs(leader)}.`, `它属于终端 ${at}，位于 ${whoIs(leader)} 的会话中。`)];
}

function groupText({ facts, hasTimer }: Subject): Text[] {
  const group = facts?.controlGroups === null || facts === null ? null : parseControlGroup(facts.controlGroups);
  const sentences: Text[] = [];
  const unit = group?.unit ?? null;
  if (unit !== null) {
    const name = visibleName(unit);
    const application = /^app-(?:[a-z]+-)?(.+?)(?:@[^.]*|-\d+)?\.(?:scope|service)$/i.exec(unit)?.[1];
    if (application !== undefined)
      sentences.push(
        say(
          `The desktop started it as an application (${visibleName(application)}, unit ${name}).`,
          `桌面将其作为应用程序启动（${visibleName(application)}，单元 ${name}）。`,
        ),
      );
    else if (/^session-.+\.scope$/.test(unit)) sentences.push(say(`It belongs to a login (unit ${name}).`, `它属于一次登录（单元 ${name}）。`));
    else sentences.push(say(`It belongs to the systemd unit ${name}.`, `它属于 systemd 单元 ${name}。`));
    if (hasTimer === true) sentences.push(say('A timer of the same name starts that unit.', '该单元由同名定时器启动。'));
  }
  const container = group?.container ?? null;
  if (container !== null) {
    const short = /^[0-9a-f]{64}$/.test(container) ? container.slice(0, 12) : visibleName(container);
    sentences.push(say(`It runs in the container ${short}.`, `它在容器 ${short} 中运行。`));
  }
  const inner = facts?.innerPids ?? null;
  if (inner !== null && inner.length > 1)
    sentences.push(say(`Inside its PID namespace it has the pid ${inner.at(-1)}.`, `在其 PID 命名空间内，进程号为 ${inner.at(-1)}。`));
  return sentences;
}
