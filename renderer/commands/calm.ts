import { type Command, textOf } from './command.ts';

export const sortAgain: Command = {
  id: 'sortAgain',
  label: { en: 'Sort again now', zh: '立即重新排序' },
  shortcuts: [{ key: 'r' }],
  applies: ({ calm }) => calm.getState().held !== null || textOf((words) => words.disabled.notHeld),
  run: ({ calm }) => calm.sortAgain(),
};

/** Where it is set and yet not in force, the system asks for reduced motion. */
function unlessStill(id: 'marksNew' | 'keepsEnded'): Command['applies'] {
  return ({ calm, settings }) => calm.getState()[id] === settings.getState().values[id] || textOf((words) => words.disabled.reducedMotion);
}

export const markNew: Command = {
  id: 'markNew',
  label: { en: 'Mark new processes for a moment', zh: '短暂标出新进程' },
  shortcuts: [],
  applies: unlessStill('marksNew'),
  isOn: ({ calm }) => calm.getState().marksNew,
  run: ({ calm, settings }) => settings.change({ marksNew: !calm.getState().marksNew }),
};

export const keepEnded: Command = {
  id: 'keepEnded',
  label: { en: 'Keep ended processes in the table for a moment', zh: '已结束的进程在表中短暂保留' },
  shortcuts: [],
  applies: unlessStill('keepsEnded'),
  isOn: ({ calm }) => calm.getState().keepsEnded,
  run: ({ calm, settings }) => settings.change({ keepsEnded: !calm.getState().keepsEnded }),
};
