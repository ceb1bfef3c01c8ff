import { type Command, textOf } from './command.ts';

/** The view stands still; the engine and the processes go on. */
export const pause: Command = {
  id: 'pause',
  label: { en: 'Pause', zh: '暂停画面' },
  shortcuts: [{ key: 'p' }],
  applies: ({ processes }) => processes.getState().capabilities !== null || textOf((words) => words.disabled.offline),
  isOn: (context) => context.pause.getState().since !== null,
  run: (context) => context.pause.toggle(),
};
