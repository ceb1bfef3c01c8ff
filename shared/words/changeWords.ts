import { type Change, type ChangeKind, type ChangeOutcome, formatSetting, type Privilege } from '../process/change.ts';
import type { ChangeExpectation } from '../process/changePlan.ts';
import type { Refusal } from '../process/killPlan.ts';
import { visibleName } from '../process/visibleText.ts';
import { NOT_AUTHORIZED_WORDS } from './actionWords.ts';
import type { Language, Text } from './text.ts';

/** What each setting is called. */
export const SETTING_NAMES: Readonly<Record<ChangeKind, Text>> = {
  nice: { en: 'nice', zh: 'nice 值' },
  ioPriority: { en: 'I/O priority', zh: 'I/O 优先级' },
  affinity: { en: 'CPUs', zh: 'CPU' },
  oomScoreAdjust: { en: 'OOM score adjustment', zh: 'OOM 分数调整' },
};

const REFUSAL_WORDS: Readonly<Record<Refusal, Text>> = {
  'invalid-pid': { en: 'refused: not a process ID that can be changed', zh: '已拒绝：不是可以更改的进程号' },
  init: { en: 'refused: pid 1 keeps the system (or container) alive', zh: '已拒绝：1 号进程维持着系统（或容器）的运行' },
  self: { en: 'refused: this is Procession itself', zh: '已拒绝：这是 Procession 自身' },
  'own-ancestor': { en: 'refused: Procession runs inside it', zh: '已拒绝：Procession 在其中运行' },
  'kernel-thread': { en: 'refused: a kernel thread is left to the kernel', zh: '已拒绝：内核线程由内核管理' },
  zombie: { en: 'refused: a zombie has ended already; there is nothing to change', zh: '已拒绝：僵尸进程已经结束，没有可更改之处' },
};

const PRIVILEGE_WORDS: Readonly<Record<Privilege, Text>> = {
  owner: { en: 'it belongs to another user', zh: '它属于其他用户' },
  CAP_SYS_NICE: { en: 'it needs CAP_SYS_NICE', zh: '需要 CAP_SYS_NICE' },
  CAP_SYS_ADMIN: { en: 'it needs CAP_SYS_ADMIN', zh: '需要 CAP_SYS_ADMIN' },
  CAP_SYS_RESOURCE: { en: 'it needs CAP_SYS_RESOURCE', zh: '需要 CAP_SYS_RESOURCE' },
};

/** A setting with its value: `nice 5`. */
export function describeSetting(setting: Change, language: Language): string {
  return `${SETTING_NAMES[setting.kind][language]} ${formatSetting(setting)}`;
}

/** What will happen to a target, as the end of a sentence that begins with its name. `from`: what it has now, where that is known. */
export function describeChangeExpectation(expectation: ChangeExpectation, change: Change, from: Change | null, language: Language): string {
  const setting = describeSetting(change, language);
  const text = (): Text => {
    switch (expectation.kind) {
      case 'changes':
        return from === null
          ? { en: `gets ${setting}`, zh: `设为 ${setting}` }
          : { en: `gets ${setting}; it has ${formatSetting(from)}`, zh: `设为 ${setting}（现为 ${formatSetting(from)}）` };
      case 'unchanged':
        return { en: `has ${setting} already`, zh: `已是 ${setting}` };
      case 'privilege': {
        const why = PRIVILEGE_WORDS[expectation.privilege];
        return { en: `stays as it is: ${why.en}, so the system will refuse`, zh: `保持不变：${why.zh}，系统会拒绝` };
      }
      case 'gone':
        return { en: 'is not there any more', zh: '已不存在' };
      case 'refused':
        return REFUSAL_WORDS[expectation.reason];
      default:
        return expectation satisfies never;
    }
  };
  return text()[language];
}

/** How a change ended, in a sentence or two. */
export function describeChangeOutcome(outcome: ChangeOutcome, change: Change, language: Language): string {
  const text = (): Text => {
    switch (outcome.kind) {
      case 'changed': {
        const [name, from, to] = [SETTING_NAMES[change.kind], formatSetting(outcome.from), formatSetting(outcome.to)];
        const isAsked = to === formatSetting(change);
        const threads = outcome.threads > 1;
        return {
          en: `Changed ${name.en} from ${from} to ${to}${threads ? ` in ${outcome.threads} threads` : ''}${isAsked ? '' : `, not ${formatSetting(change)}: the system allows no more`}.`,
          zh: `${name.zh}已从 ${from} 改为 ${to}${threads ? `（${outcome.threads} 个线程）` : ''}${isAsked ? '' : `，而非 ${formatSetting(change)}：系统不允许`}。`,
        };
      }
      case 'gone':
        return { en: 'It had ended already. Nothing was changed.', zh: '进程已先行结束，未作任何更改。' };
      case 'reused':
        return {
          en: 'That process has ended; its pid is another process now. Nothing was changed.',
          zh: '该进程已结束，其进程号现属于另一个进程。未作任何更改。',
        };
      case 'uncertain':
        return {
          en: 'It ended at that very moment, and its pid is another process now: which of them was changed is not known.',
          zh: '进程恰在此刻结束，其进程号现属于另一个进程：无法得知更改了哪一个。',
        };
      case 'lacks': {
        const why = PRIVILEGE_WORDS[outcome.privilege];
        const owner = outcome.privilege === 'owner' && outcome.owner !== null ? visibleName(outcome.owner) : null;
        return owner === null
          ? { en: `Not permitted: ${why.en}. Nothing changed.`, zh: `没有权限：${why.zh}，未作任何更改。` }
          : { en: `Not permitted: owned by ${owner}. Nothing changed.`, zh: `没有权限：属于 ${owner}，未作任何更改。` };
      }
      case 'not-authorized':
        return NOT_AUTHORIZED_WORDS[outcome.reason];
      case 'refused':
        return REFUSAL_WORDS[outcome.reason];
      case 'failed':
        return { en: `The system refused (${outcome.code}).`, zh: `系统拒绝了（${outcome.code}）。` };
      default:
        return outcome satisfies never;
    }
  };
  return text()[language];
}
