import { describe, expect, it } from 'vitest';
import { formatActionsCsv, formatActionsJson } from '../../../shared/process/actionExport.ts';
import { type LoggedAction, MOST_LOGGED_TARGETS, withAction, withOutcomes } from '../../../shared/process/actionLog.ts';

const id = { pid: 12, startTime: 34, inode: '56' };
const action: LoggedAction = {
  requestId: 'request-1',
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  deed: { kind: 'signal', signal: 'SIGTERM' },
  scope: 'process',
  withPrivilege: false,
  isDone: false,
  targets: [{ id, name: 'job', outcome: null }],
  omitted: 0,
  left: [],
  cameBack: [],
};

describe('the log', () => {
  it('keeps the last 200 actions, each once, in the order in which they began', () => {
    let log: LoggedAction[] = [];
    for (let i = 0; i < 250; i++) log = withAction(log, { ...action, requestId: `request-${i}` });
    log = withAction(log, { ...action, requestId: 'request-60', isDone: true });
    expect(log).toHaveLength(200);
    expect(log[0]!.requestId).toBe('request-50');
    expect(log.filter(({ isDone }) => isDone).map(({ requestId }) => requestId)).toEqual(['request-60']);
  });

  it('takes outcomes in by identity, and targets that were found on the way', () => {
    const other = { pid: 13, startTime: 35, inode: null };
    const next = withOutcomes(action, [
      { id: { ...id, inode: null }, name: '', outcome: { kind: 'exited', afterMs: 3 } },
      { id: other, name: 'child', outcome: { kind: 'gone' } },
    ]);
    expect(next.targets).toEqual([
      { id: { ...id, inode: null }, name: 'job', outcome: { kind: 'exited', afterMs: 3 } },
      { id: other, name: 'child', outcome: { kind: 'gone' } },
    ]);
    expect(withOutcomes(next, [])).toBe(next);
  });

  it('is bounded', () => {
    const many = Array.from({ length: MOST_LOGGED_TARGETS + 500 }, (_, i) => ({ id: { pid: 100 + i, startTime: 1, inode: null }, name: 'x', outcome: null }));
    expect(withOutcomes(action, many).targets).toHaveLength(MOST_LOGGED_TARGETS);
  });
});

describe('its export', () => {
  const hostile = ['=cmd|/c calc', '+1', '-1', '@x', '\u001b[31mred', 'a"b,c', 'new\nline', '\u202egnp', '\udcff'];
  const logged: LoggedAction = {
    ...action,
    isDone: true,
    targets: hostile.map((name, i) => ({ id: { ...id, pid: 100 + i }, name, outcome: { kind: 'exited', afterMs: i } })),
    left: [{ id: { pid: 99, startTime: 1, inode: null }, name: '' }],
    cameBack: [{ ended: { ...id, pid: 100 }, id: { pid: 500, startTime: 40, inode: null }, name: 'x', by: 'parent' }],
  };

  it('A5 A6 A18 as CSV: a line a target, nothing that is a formula, a control or hidden', () => {
    const csv = formatActionsCsv([logged], 'en');
    const lines = csv.split('\r\n');
    expect(lines).toHaveLength(1 + hostile.length + 1 + 1);
    expect(lines.at(-1)).toBe('');
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
    for (const line of lines.slice(1, -1)) expect(line).not.toMatch(/(?:^|,)"?[=+@-]/);
    expect(lines[1]).toBe(`2026-01-02T03:04:05.006Z,SIGTERM,process,no,100:34:56,"'=cmd|/c calc",exited,Ended after 0 ms.,500:40`);
    expect(lines[5]).toContain(',\\e[31mred,');
    expect(lines[6]).toContain(',"a""b,c",');
    expect(lines[7]).toContain(',new\\nline,');
    expect(lines[8]).toContain(',\\u{202e}gnp,');
    expect(lines[9]).toContain(',\\xff,');
    expect(lines[10]).toContain(',99:1,∅,left,');
  });

  it('as JSON: ids as the command line takes them, and no control character', () => {
    const json = formatActionsJson([logged, { ...action, deed: { kind: 'change', change: { kind: 'nice', nice: 5 } } }]);
    expect(json).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
    const { actions } = JSON.parse(json) as { actions: Record<string, unknown>[] };
    expect(actions[0]).toMatchObject({
      startedAt: '2026-01-02T03:04:05.006Z',
      deed: { signal: 'SIGTERM' },
      targets: expect.arrayContaining([{ id: '105:34:56', name: 'a"b,c', outcome: { kind: 'exited', afterMs: 5 } }]),
      cameBack: [{ ended: '100:34:56', id: '500:40', name: 'x', by: 'parent' }],
    });
    expect(actions[1]).toMatchObject({ deed: { change: { kind: 'nice', nice: 5 } }, targets: [{ outcome: null }] });
  });

  it('says in words how a change ended', () => {
    const changed: LoggedAction = {
      ...action,
      deed: { kind: 'change', change: { kind: 'nice', nice: 5 } },
      targets: [{ id, name: 'job', outcome: { kind: 'changed', from: { kind: 'nice', nice: 0 }, to: { kind: 'nice', nice: 5 }, threads: 3, wasMixed: false } }],
    };
    expect(formatActionsCsv([changed], 'en')).toContain('nice 5,process,no,12:34:56,job,changed,Changed nice from 0 to 5 in 3 threads.,');
    expect(formatActionsCsv([changed], 'zh')).toContain('nice 值已从 0 改为 5（3 个线程）。');
  });
});
