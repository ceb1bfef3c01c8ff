import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { BlockingFacts } from '../../../../electron/engine/blocking/blockingFacts.ts';
import { Reader } from '../../../../electron/engine/reader/reader.ts';
import type { ReadOrder, ReaderMessage } from '../../../../electron/engine/reader/readerProtocol.ts';
import { FIELDS } from '../../../../shared/fields/registry.ts';
import { joinWishes, NO_DEMAND } from '../../../../shared/process/demand.ts';
import { changeRow, type Row } from '../../../../shared/process/row.ts';
import { makeRow } from '../../../shared/process/rowFixture.ts';

afterEach(() => {
  vi.useRealTimers();
});

type Answer = (order: ReadOrder) => ReaderMessage;
const denied: Answer = ({ id }) => ({ kind: 'failed', id, code: 'EACCES' });
const io: Answer = ({ id }) => ({ kind: 'read', id, bytes: new TextEncoder().encode('rchar: 0\nread_bytes: 5\nwrite_bytes: 6\n'), isCut: false });

/** Facts over a table of two rows, whose reader's child answers as told and notes every order. */
function build(answer: Answer): { facts: BlockingFacts; rows: Map<string, Row>; orders: string[]; answered: () => Promise<void> } {
  const orders: string[] = [];
  const reader = new Reader((listener) => {
    setTimeout(() => listener.onMessage({ kind: 'ready' }), 0);
    return {
      send: (order) => {
        orders.push(`${order.file} ${order.pid}`);
        setTimeout(() => listener.onMessage(answer(order)), 0);
      },
      kill: () => {},
    };
  });
  const rows = new Map([makeRow(5, 1), makeRow(6, 1)].map((row) => [row.key, row]));
  const facts = new BlockingFacts(
    FIELDS,
    reader,
    (key) => rows.get(key),
    (changes) => {
      for (const [key, change] of changes) rows.set(key, changeRow(rows.get(key)!, change));
    },
  );
  return { facts, rows, orders, answered: () => pause(80) };
}

const soon = { timeout: 5_000, interval: 5 };
const demandFor = (fields: readonly string[], ...keys: string[]) => joinWishes([{ fields, keys }], FIELDS);

test('D10 what was denied is not asked for again at each sample, nor when it comes back into view', async () => {
  const { facts, rows, orders, answered } = build(denied);
  const demand = demandFor(['pss', 'writeRate'], '5:-');
  facts.watch(demand);
  await answered();
  expect(rows.get('5:-')!.unknown).toMatchObject({ pss: 'denied', swap: 'denied', writtenBytes: 'denied', writeRate: 'denied' });
  vi.useFakeTimers({ now: Date.now(), toFake: ['performance'] });
  for (let second = 1; second < 29; second++) {
    vi.advanceTimersByTime(1000);
    if (second === 10) facts.watch(NO_DEMAND);
    if (second === 11) facts.watch(demand);
    facts.refresh();
  }
  vi.useRealTimers();
  await answered();
  expect(orders.sort()).toEqual(['io 5', 'smaps_rollup 5']);
  expect(rows.get('5:-')!.unknown).toMatchObject({ pss: 'denied', writeRate: 'denied' });
});

test('only what is shown is read, and only of rows in view', async () => {
  const { facts, rows, orders, answered } = build(io);
  facts.watch(demandFor(['readBytes', 'rss'], '6:-'));
  await vi.waitFor(() => expect(rows.get('6:-')!.values).toMatchObject({ readBytes: 5, writtenBytes: 6 }), soon);
  expect(orders).toEqual(['io 6']);
  facts.watch(NO_DEMAND);
  await vi.waitFor(() => expect(rows.get('6:-')).toMatchObject({ values: { readBytes: null, writtenBytes: null }, unknown: null }), soon);
  await answered();
  expect(orders).toEqual(['io 6']);
});

test('an answer that comes when the row has left the view is dropped', async () => {
  const { facts, rows, answered } = build(io);
  facts.watch(demandFor(['readBytes'], '5:-'));
  facts.watch(NO_DEMAND);
  await answered();
  expect(rows.get('5:-')!.values.readBytes ?? null).toBeNull();
});
