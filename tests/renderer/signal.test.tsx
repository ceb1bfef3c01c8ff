// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { SignalOutcome } from '../../shared/process/killPlan.ts';
import { installLayout, renderView, rowOfPid, settle } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const victim = process({ pid: 20, comm: 'victim', user: 'dev', args: ['/bin/victim', '--now'] });
const table = () => [process({ pid: 1, ppid: 0, comm: 'init' }), victim];

async function openDialog(host: TestHost, key: Partial<KeyboardEvent> & { key: string } = { key: 'F9' }): Promise<HTMLElement> {
  await renderView(host);
  fireEvent.click(rowOfPid(20));
  fireEvent.keyDown(rowOfPid(20), key);
  return screen.findByRole('dialog');
}

const sendButton = (dialog: HTMLElement, signal: string) => within(dialog).findByRole('button', { name: `Send ${signal}` });

it('names the process and what will happen, and sends once to the identity that was bound', async () => {
  const host = new TestHost(table());
  const dialog = await openDialog(host);
  for (const text of ['victim', 'dev', '/bin/victim --now']) expect(dialog.textContent).toContain(text);
  expect(await within(dialog).findByText(/asked to end/)).toBeTruthy();
  const send = await sendButton(dialog, 'SIGTERM');
  fireEvent.click(send);
  fireEvent.click(send);
  expect(await within(dialog).findByText('Ended after 12 ms.')).toBeTruthy();
  expect(host.sent.map(({ target, signal }) => ({ target, signal }))).toEqual([{ target: victim.id, signal: 'SIGTERM' }]);
});

it('E1 does not follow a pid that was reused while the dialog stood open', async () => {
  const host = new TestHost(table());
  const dialog = await openDialog(host);
  await sendButton(dialog, 'SIGTERM');
  host.sample([table()[0]!, process({ pid: 20, startTime: 777, comm: 'innocent' })]);
  await settle();
  expect(dialog.textContent).toContain('has ended meanwhile');
  expect((await sendButton(dialog, 'SIGTERM')).hasAttribute('disabled')).toBe(true);
  expect(host.sent).toEqual([]);
});

it('E10 offers SIGKILL for a process that goes on running, as a new action with a new request', async () => {
  const host = new TestHost(table());
  host.outcome = { kind: 'running', afterMs: 3000 };
  const dialog = await openDialog(host);
  fireEvent.click(await sendButton(dialog, 'SIGTERM'));
  expect(await within(dialog).findByText(/still running after 3.0 s/)).toBeTruthy();
  expect(host.sent).toHaveLength(1);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Send SIGKILL instead…' }));
  fireEvent.click(await sendButton(await screen.findByRole('dialog'), 'SIGKILL'));
  await settle();
  expect(host.sent.map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGKILL']);
  expect(host.sent[0]!.requestId).not.toBe(host.sent[1]!.requestId);
});

const outcomes: [SignalOutcome, RegExp][] = [
  [{ kind: 'gone' }, /already gone/],
  [{ kind: 'reused' }, /another process now\. Nothing was sent/],
  [{ kind: 'denied', owner: 'root' }, /Not permitted: owned by root/],
  [{ kind: 'denied', owner: null }, /owned by someone else/],
  [{ kind: 'pending' }, /uninterruptible sleep/],
  [{ kind: 'refused', reason: 'self' }, /Procession itself/],
  [{ kind: 'failed', code: 'EINVAL' }, /EINVAL/],
];
it.each(outcomes)('says in words how it ended: %o', async (outcome, words) => {
  const host = new TestHost(table());
  host.outcome = outcome;
  const dialog = await openDialog(host);
  fireEvent.click(await sendButton(dialog, 'SIGTERM'));
  expect(await within(dialog).findByText(words)).toBeTruthy();
});

it('does not claim that nothing was sent when the answer is lost', async () => {
  const host = new TestHost(table());
  const dialog = await openDialog(host);
  const send = await sendButton(dialog, 'SIGTERM');
  host.lose();
  fireEvent.click(send);
  expect(await within(dialog).findByText(/not known whether the signal was sent/)).toBeTruthy();
});

it('sends nothing where the plan refuses', async () => {
  const host = new TestHost([table()[0]!, process({ pid: 9998, comm: 'parent-of-us' })]);
  await renderView(host);
  fireEvent.click(rowOfPid(9998));
  fireEvent.keyDown(rowOfPid(9998), { key: 'k' });
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(/Procession runs inside it/)).toBeTruthy();
  expect((await sendButton(dialog, 'SIGTERM')).hasAttribute('disabled')).toBe(true);
});

it('Shift with the key kills', async () => {
  const dialog = await openDialog(new TestHost(table()), { key: 'Delete', shiftKey: true });
  expect(dialog.textContent).toContain('SIGKILL');
});

const untouchable: [string, Parameters<typeof process>[0], RegExp][] = [
  ['B4 a zombie, naming its parent', { pid: 30, ppid: 20, state: 'Z', args: null }, /its parent, victim \(20\)/],
  ['B10 a kernel thread', { pid: 30, isKernelThread: true }, /thread of the kernel/],
  ['E6 pid 1', { pid: 1, ppid: 0 }, /PID 1/],
];
it.each(untouchable)('does nothing to %s, and says why', async (_, values, reason) => {
  const host = new TestHost([...table().filter(({ id }) => id.pid !== values['pid']), process(values)]);
  await renderView(host);
  const pid = values['pid'] as number;
  fireEvent.click(rowOfPid(pid));
  const button = screen.getByRole('button', { name: 'Terminate…' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(button);
  fireEvent.keyDown(rowOfPid(pid), { key: 'F9' });
  await settle();
  expect(screen.queryByRole('dialog')).toBeNull();
  fireEvent.pointerOver(button);
  expect((await screen.findByRole('tooltip')).textContent).toMatch(reason);
});

it('has nothing to send where the host cannot', async () => {
  const host = new TestHost(table());
  host.capabilities = { ...host.capabilities, signals: [] };
  await renderView(host);
  fireEvent.click(rowOfPid(20));
  expect(screen.getByRole('button', { name: 'Kill…' }).getAttribute('aria-disabled')).toBe('true');
});
