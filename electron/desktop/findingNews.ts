import type { Finding } from '../../shared/process/diagnosis/finding.ts';
import type { Text } from '../../shared/words/text.ts';

/** What the user can ask to be told of, in the order of the menu. Rules that have no name here go under OTHER. */
export const NOTIFIABLE: readonly { readonly rule: string; readonly label: Text }[] = [
  { rule: 'zombie', label: { en: 'Zombies That Are Not Reaped', zh: '未被回收的僵尸进程' } },
  { rule: 'stuck', label: { en: 'Processes Stuck in D', zh: '卡在 D 状态的进程' } },
  { rule: 'runaway', label: { en: 'Processes Taking a Whole Core', zh: '占满一个核心的进程' } },
  { rule: 'stopped', label: { en: 'Stopped Processes', zh: '已停止的进程' } },
  { rule: 'traced', label: { en: 'Traced Processes', zh: '被跟踪的进程' } },
  { rule: 'leaderExited', label: { en: 'Leaders That Exited', zh: '主线程已退出的进程' } },
];
export const OTHER = { rule: 'other', label: { en: 'Everything Else That Is Found', zh: '其他所有发现' } } as const;

const isNamed = (rule: string): boolean => NOTIFIABLE.some((one) => one.rule === rule);

/** Whether the user asked about findings of this rule. */
export function isAsked(rule: string, asked: readonly string[]): boolean {
  return asked.includes(isNamed(rule) ? rule : OTHER.rule);
}

/** How many a badge counts: what may need someone. */
export function countForBadge(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity !== 'note').length;
}

/** Remembers what was there, and tells what is new. What was so when we first looked is no news. */
export class FindingNews {
  #known: ReadonlySet<string> = new Set();

  /** The findings that were not in the report before and that the user asked about. */
  take(findings: readonly Finding[], asked: readonly string[]): Finding[] {
    const before = this.#known;
    this.#known = new Set(findings.map(({ id }) => id));
    return findings.filter(({ id, rule, since }) => since !== null && !before.has(id) && isAsked(rule, asked));
  }
}
