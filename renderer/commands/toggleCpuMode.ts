import { type Command, textOf } from './command.ts';

/** Percent of one core, or of the whole machine; I is what top uses. */
export const toggleCpuMode: Command = {
  id: 'toggleCpuMode',
  label: { en: 'CPU in percent of the whole machine', zh: 'CPU 按整机百分比显示' },
  shortcuts: [{ key: 'I' }],
  applies: ({ system }) => (system.getState().line?.cpus ?? null) !== null || textOf((words) => words.disabled.noCpuCount),
  isOn: ({ view }) => view.getState().cpuMode === 'machine',
  run: ({ view, settings }) => settings.change({ cpuMode: view.getState().cpuMode === 'core' ? 'machine' : 'core' }),
};
