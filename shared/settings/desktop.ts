import * as z from 'zod/mini';
import { defineSetting, type Option } from './setting.ts';

/** Rules of diagnosis by which the user can be told of findings. Rules that have no name here go under OTHER_RULES. */
export const OTHER_RULES = 'other';
const NOTIFIABLE: readonly Option[] = [
  { value: 'zombie', label: { en: 'Zombies that are not reaped', zh: '未被回收的僵尸进程' } },
  { value: 'stuck', label: { en: 'Processes stuck in D', zh: '卡在 D 状态的进程' } },
  { value: 'runaway', label: { en: 'Processes taking a whole core', zh: '占满一个核心的进程' } },
  { value: 'stopped', label: { en: 'Stopped processes', zh: '已停止的进程' } },
  { value: 'traced', label: { en: 'Traced processes', zh: '被跟踪的进程' } },
  { value: 'leaderExited', label: { en: 'Leaders that exited', zh: '主线程已退出的进程' } },
  { value: 'orphan', label: { en: 'Processes that lost their parent', zh: '失去父进程的进程' } },
  { value: 'restartLoop', label: { en: 'Restart loops', zh: '反复重启' } },
  { value: 'forkStorm', label: { en: 'Fork storms', zh: '进程创建风暴' } },
  { value: 'growingMemory', label: { en: 'Growing memory', zh: '内存持续增长' } },
  { value: 'nearLimit', label: { en: 'Processes near a limit', zh: '接近限额的进程' } },
  { value: OTHER_RULES, label: { en: 'Everything else that is found', zh: '其他所有发现' } },
];

/** The rule's own name where the user can choose it, else OTHER_RULES. */
export function notifiableRule(rule: string): string {
  return NOTIFIABLE.some(({ value }) => value === rule) ? rule : OTHER_RULES;
}

export const tray = defineSetting(z.boolean(), false, {
  group: 'desktop',
  label: { en: 'Tray icon', zh: '托盘图标' },
  help: {
    en: 'The CPU figure and the three busiest processes; sampled for as for a window.',
    zh: '显示 CPU 数值与最忙的三个进程；采样频率与窗口相同。',
  },
  control: { kind: 'switch' },
});

export const closeToTray = defineSetting(z.boolean(), false, {
  group: 'desktop',
  label: { en: 'Stay when closed', zh: '关闭后保留' },
  help: {
    en: 'Closing the window leaves Procession in the tray, where there is the icon.',
    zh: '关闭窗口后 Procession 留在托盘中；没有托盘图标时无效。',
  },
  control: { kind: 'switch' },
});

export const notify = defineSetting(z.array(z.string().check(z.maxLength(64))).check(z.maxLength(64)), [], {
  group: 'desktop',
  label: { en: 'Notifications', zh: '通知' },
  help: { en: 'Tells of new findings while the app runs, also when its window is hidden.', zh: '应用运行期间（包括窗口隐藏时）通知新的发现。' },
  control: { kind: 'several', options: NOTIFIABLE },
});

const px = z.int().check(z.minimum(-1_000_000), z.maximum(1_000_000));
const side = z.int().check(z.minimum(1), z.maximum(100_000));

/** Where the window stood when it was last moved, px of the screen; null: it never was. */
export const window = defineSetting(z.nullable(z.strictObject({ x: px, y: px, width: side, height: side, isMaximized: z.boolean() })), null, null);
