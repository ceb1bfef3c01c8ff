import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { createThreadCpu } from '../../../../electron/engine/system/threadCpu.ts';

function spin(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

it('takes Node’s own measure where there is one', () => {
  const cpu = createThreadCpu({ threadCpuUsage: () => ({ user: 1500, system: 500 }) });
  expect(cpu.read()).toBe(2);
});

it('counts this thread, and not another that spins', async () => {
  const cpu = createThreadCpu();
  const other = new Worker('require("node:worker_threads").parentPort.postMessage(0); for (const until = Date.now() + 400; Date.now() < until; );', {
    eval: true,
  });
  await once(other, 'message');
  const idleFrom = cpu.read();
  const programFrom = process.cpuUsage();
  await once(other, 'exit');
  const idle = cpu.read() - idleFrom;
  const { user, system } = process.cpuUsage(programFrom);
  const program = (user + system) / 1000;
  expect(program).toBeGreaterThan(60);
  expect(idle).toBeLessThan(program / 2);
  const busyFrom = cpu.read();
  spin(200);
  expect(cpu.read() - busyFrom).toBeGreaterThan(20);
  cpu.close();
});
