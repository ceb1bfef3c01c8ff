import { expect, test, vi } from 'vitest';
import { RequestLedger } from '../../../../electron/engine/signals/requestLedger.ts';

test('E12 a double click runs the action once, and both get its outcome', async () => {
  const ledger = new RequestLedger<string>();
  const run = vi.fn(async () => 'ended');
  const [first, second] = await Promise.all([ledger.once('request-1', 'TERM 12:3', run), ledger.once('request-1', 'TERM 12:3', run)]);
  expect([first, second]).toEqual(['ended', 'ended']);
  expect(run).toHaveBeenCalledTimes(1);
});

test('E12 an id that was used for something else runs nothing', () => {
  const ledger = new RequestLedger<string>();
  const run = vi.fn(async () => 'ended');
  void ledger.once('request-1', 'TERM 12:3', run);
  expect(ledger.once('request-1', 'KILL 13:4', run)).toBeNull();
  expect(run).toHaveBeenCalledTimes(1);
});

test('it remembers a bounded number', async () => {
  const ledger = new RequestLedger<number>();
  const run = vi.fn(async () => 1);
  for (let i = 0; i < 1_500; i++) await ledger.once(`request-${i}`, 'TERM', run);
  await ledger.once('request-0', 'TERM', run);
  expect(run).toHaveBeenCalledTimes(1_501);
  await ledger.once('request-1499', 'TERM', run);
  expect(run).toHaveBeenCalledTimes(1_501);
});
