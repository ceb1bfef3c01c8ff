import { existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { createLinuxProvider } from '../../../../../electron/engine/providers/linux/linuxProvider.ts';
import { FIELDS } from '../../../../../shared/fields/registry.ts';
import { startPidReuse, whyNoPidReuse } from '../../../../fixtures/pidReuse.ts';

const why = existsSync('/proc/self/stat') ? whyNoPidReuse() : 'no /proc';

test.skipIf(why !== '')(`a process that chose its own pid, which moves no last pid, is found within ten samples ${why}`, async () => {
  const [before, after] = [startPidReuse(), startPidReuse()];
  const pid = await before.start();
  await before.end();
  const provider = createLinuxProvider();
  const isListed = (): boolean => provider.sample(FIELDS).readings.some((reading) => reading.pid === pid);
  try {
    // Not on a turn in which /proc is listed anyway.
    for (let i = 0; i < 5; i++) expect(isListed()).toBe(false);
    await after.startAt(pid);
    let samples = 1;
    while (!isListed() && samples < 30) samples++;
    expect(samples).toBeLessThanOrEqual(10);
  } finally {
    provider.close();
    await after.end();
  }
});

test.skipIf(!existsSync('/proc/self/stat'))('/proc is listed not every ten samples while no process comes', () => {
  const provider = createLinuxProvider();
  vi.spyOn(provider.files, 'countProcesses').mockReturnValue(7);
  const list = vi.spyOn(provider.files, 'list');
  // Births on this machine are looked for one by one.
  for (let i = 0; i < 50; i++) provider.sample(FIELDS);
  provider.close();
  expect(list.mock.calls.length).toBeLessThanOrEqual(3);
});
