import type { Change } from '../../shared/process/change.ts';
import { HIGHEST_NICE, LOWEST_NICE } from '../../shared/process/change.ts';
import { type Command, type CommandContext, textOf } from './command.ts';
import { reasonAgainst, targetsOf } from './targets.ts';

/** The part that commands which change the marked processes, or the selected one, share. `by`: from the nice value that the first has. */
function changeCommand(by: number): Pick<Command, 'applies' | 'run'> {
  const canChange = ({ processes }: CommandContext): boolean => processes.getState().capabilities?.changes.includes('nice') === true;
  return {
    applies: (context) => reasonAgainst(targetsOf(context), context) ?? (canChange(context) || textOf((words) => words.disabled.noChanges)),
    run: (context) => {
      const chosen = targetsOf(context);
      const nice = Math.max(LOWEST_NICE, Math.min(HIGHEST_NICE, (chosen[0]?.values.nice ?? 0) + by));
      const change: Change = { kind: 'nice', nice };
      context.actions.open({
        deed: { kind: 'change', change },
        scope: chosen.length > 1 ? 'marked' : 'process',
        chosen,
        ...(by === 0 ? {} : { directAs: 'nice' }),
      });
    },
  };
}

export const changeSettings: Command = {
  id: 'changeSettings',
  label: { en: 'Change priority, CPUs, OOM score…', zh: '更改优先级、CPU、OOM 分数…' },
  shortcuts: [],
  ...changeCommand(0),
};

/** htop's keys for nice: F7 asks for more of the processor, F8 gives way. */
export const niceDown: Command = {
  id: 'niceDown',
  label: { en: 'Nice − 1 (more processor)…', zh: 'nice − 1（更多处理器）…' },
  shortcuts: [{ key: 'F7' }],
  ...changeCommand(-1),
};

export const niceUp: Command = {
  id: 'niceUp',
  label: { en: 'Nice + 1 (gives way)…', zh: 'nice + 1（让位）…' },
  shortcuts: [{ key: 'F8' }],
  ...changeCommand(1),
};
