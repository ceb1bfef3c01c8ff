import type { Expectation, KillPlan, NotAuthorized, Refusal, SignalOutcome } from '../process/killPlan.ts';
import type { SignalName } from '../process/signals.ts';
import { visibleName } from '../process/visibleText.ts';
import type { Language, Text } from './text.ts';

const REFUSAL_WORDS: Readonly<Record<Refusal, Text>> = {
  'invalid-pid': { en: 'not a process ID that can be signalled', zh: '不是可以发送信号的进程号' },
  init: { en: 'refused: pid 1 keeps the system (or container) alive', zh: '已拒绝：1 号进程维持着系统（或容器）的运行' },
  self: { en: 'refused: this is Procession itself', zh: '已拒绝：这是 Procession 自身' },
  'own-ancestor': { en: 'refused: Procession runs inside it and would end with it', zh: '已拒绝：Procession 在其中运行，会随之结束' },
  'kernel-thread': { en: 'refused: a kernel thread takes no signals', zh: '已拒绝：内核线程不接收信号' },
  zombie: { en: 'refused: a zombie has ended already; only its parent can remove it', zh: '已拒绝：僵尸进程已经结束，只有其父进程能将其移除' },
};

/** Why something was not run with privilege, as a sentence or two. */
export const NOT_AUTHORIZED_WORDS: Readonly<Record<NotAuthorized, Text>> = {
  dismissed: { en: 'The privilege was not given. Nothing changed.', zh: '未授予权限，未作任何更改。' },
  forbidden: { en: 'The system does not let you run it with privilege. Nothing changed.', zh: '系统不允许您以特权运行，未作任何更改。' },
  unavailable: { en: 'It cannot be run with privilege here. Nothing changed.', zh: '此处无法以特权运行，未作任何更改。' },
};

export function describeRefusal(reason: Refusal, language: Language): string {
  return REFUSAL_WORDS[reason][language];
}

/** What will happen to a target, as the end of a sentence that begins with its name. */
export function describeExpectation(expectation: Expectation, signal: SignalName, language: Language): string {
  const text = (): Text => {
    switch (expectation.kind) {
      case 'ends':
        return { en: 'ends at once; unsaved work is lost', zh: '立即结束，未保存的工作会丢失' };
      case 'asked':
        return { en: `is asked to end (${signal}); it may clean up first, or refuse`, zh: `收到结束请求（${signal}），可以先清理，也可以拒绝` };
      case 'handles':
        return {
          en: `handles ${signal} in its own way: it may clean up and end, or go on`,
          zh: `自行处理 ${signal}：可能清理后结束，也可能继续运行`,
        };
      case 'ignores':
        return { en: `ignores ${signal}: nothing will happen`, zh: `忽略 ${signal}：不会有任何变化` };
      case 'blocks':
        return { en: `blocks ${signal}: it waits until the process lets it in`, zh: `阻塞了 ${signal}：在进程放行之前一直等待` };
      case 'privilege':
        return { en: 'belongs to another user: the system will refuse', zh: '属于其他用户：系统会拒绝' };
      case 'stops':
        return { en: 'is suspended until it gets SIGCONT', zh: '被暂停，直到收到 SIGCONT' };
      case 'resumes':
        return { en: 'goes on if it was stopped', zh: '若已停止则继续运行' };
      case 'notified':
        return { en: `is told by ${signal}; does nothing unless it handles it`, zh: `收到 ${signal} 通知，未处理则无动作` };
      case 'waits':
        return { en: `gets ${signal} when it wakes: it is in uninterruptible sleep (D)`, zh: `唤醒后才会收到 ${signal}：它处于不可中断睡眠（D）` };
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

/** How an action ended, in a sentence or two. */
export function describeOutcome(outcome: SignalOutcome, signal: SignalName, language: Language): string {
  const text = (): Text => {
    switch (outcome.kind) {
      case 'exited':
        return { en: `Ended after ${outcome.afterMs} ms.`, zh: `已在 ${outcome.afterMs} 毫秒后结束。` };
      case 'running':
        return {
          en: `Still running ${(outcome.afterMs / 1000).toFixed(0)} s after ${signal}.`,
          zh: `发送 ${signal} ${(outcome.afterMs / 1000).toFixed(0)} 秒后仍在运行。`,
        };
      case 'pending':
        return {
          en: `${signal} is pending: the process is in uninterruptible sleep (D) and ends when it wakes.`,
          zh: `${signal} 待处理：进程处于不可中断睡眠（D），唤醒后结束。`,
        };
      case 'sent':
        return { en: `${signal} was sent.`, zh: `已发送 ${signal}。` };
      case 'gone':
        return { en: 'It had ended already. Nothing was sent.', zh: '进程已先行结束，未发送任何信号。' };
      case 'reused':
        return {
          en: 'That process has ended; its pid is another process now. Nothing was sent.',
          zh: '该进程已结束，其进程号现属于另一个进程。未发送任何信号。',
        };
      case 'denied':
        return outcome.owner === null
          ? { en: 'Not permitted. Nothing changed.', zh: '没有权限，未作任何更改。' }
          : { en: `Not permitted: owned by ${outcome.owner}. Nothing changed.`, zh: `没有权限：属于 ${outcome.owner}，未作任何更改。` };
      case 'refused':
        return REFUSAL_WORDS[outcome.reason];
      case 'not-authorized':
        return NOT_AUTHORIZED_WORDS[outcome.reason];
      case 'failed':
        return { en: `The system refused ${signal} (${outcome.code}). Nothing changed.`, zh: `系统拒绝了 ${signal}（${outcome.code}），未作任何更改。` };
      default:
        return outcome satisfies never;
    }
  };
  return text()[language];
}

/** What follows from an action beside what happens to its targets, a sentence each. */
export function describeConsequences({ targets, orphans }: Pick<KillPlan, 'targets' | 'orphans'>, language: Language): string[] {
  const sentences: Text[] = [];
  for (const { id, name, restartedBy, respawn, ports } of targets) {
    const who = `${visibleName(name)} (${id.pid})`;
    for (const { address, port } of ports ?? []) {
      const where = `${address.includes(':') ? `[${address}]` : address}:${port}`;
      sentences.push({
        en: `${who} listens on ${where}, which closes unless another process holds it too.`,
        zh: `${who} 正在监听 ${where}，除非另有进程持有，否则会关闭。`,
      });
    }
    if (restartedBy !== null) {
      const { unit, restart } = restartedBy;
      sentences.push({
        en: `${who} is likely to come back: systemd starts ${visibleName(unit)} again (Restart=${visibleName(restart)}).`,
        zh: `${who} 可能会重新出现：systemd 会再次启动 ${visibleName(unit)}（Restart=${visibleName(restart)}）。`,
      });
    }
    if (respawn !== null) {
      const parent = `${visibleName(respawn.parent.name)} (${respawn.parent.pid})`;
      sentences.push({
        en: `${who} is likely to come back: its parent ${parent} has started ${visibleName(name)} again ${respawn.times} times while Procession looked.`,
        zh: `${who} 可能会重新出现：在 Procession 观察期间，其父进程 ${parent} 已 ${respawn.times} 次重新启动 ${visibleName(name)}。`,
      });
    }
  }
  for (const { id, name, parent } of orphans) {
    const who = `${visibleName(name)} (${id.pid})`;
    sentences.push({
      en: `${who} becomes an orphan when ${parent} ends: the nearest ancestor that is a subreaper adopts it, else init.`,
      zh: `${parent} 结束后，${who} 成为孤儿进程，由最近的子收割者祖先收养，否则由 init 收养。`,
    });
  }
  return sentences.map((sentence) => sentence[language]);
}
