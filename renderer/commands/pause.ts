import { type Command, textOf } from './command.ts';

/** The view stands still; the engine and the processes go on. */
export const pause: Command = {
  id: 'pause',
  label: { en: 'Pause', zh: '暂停画面' },
  shortcuts: [{ key: 'p' }],
  applies: ({ processes }) => processes.getState().capabilities !== null || textOf((words) => words.disabled.offline),
  isOn: ({ pause: { getState } }) => getState().since !== null,
  run: ({ pause: { toggle } }) => toggle(),
};
