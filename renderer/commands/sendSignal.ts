import type { Scope } from '../../shared/process/scope.ts';
import type { SignalName } from '../../shared/process/signals.ts';
import type { Askable } from '../../shared/settings/asking.ts';
import { type Command, type CommandContext, textOf } from './command.ts';
import { reasonAgainst, targetsOf } from './targets.ts';

/** The part that commands which send a signal to the marked processes, or the selected one, share. */
export function signalCommand(signal: SignalName, scope: Scope = 'process', directAs?: Askable): Pick<Command, 'applies' | 'run'> {
  const canSend = ({ processes }: CommandContext): boolean => processes.getState().capabilities?.signals.includes(signal) === true;
  return {
    applies: (context) => reasonAgainst(targetsOf(context), context) ?? (canSend(context) || textOf((words) => words.disabled.unsupported(signal))),
    run: (context) => {
      const chosen = targetsOf(context);
      context.actions.open({
        deed: { kind: 'signal', signal },
        scope: chosen.length > 1 ? 'marked' : scope,
        chosen,
        ...(directAs === undefined ? {} : { directAs }),
      });
    },
  };
}
