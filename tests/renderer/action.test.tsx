// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { SignalOutcome } from '../../shared/process/killPlan.ts';
import { installLayout, renderView, rowOfPid, settle, showPart } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const victim = process({ pid: 20, comm: 'victim', user: 'dev', args: ['/bin/victim', '--now'] });
const table = () => [process({ pid: 1, ppid: 0, comm: 'init' }), victim];
const family = () => [...table(), process({ pid: 21, ppid: 20, comm: 'child' }), process({ pid: 22, ppid: 21, comm: 'grandchild' })];

async function openDialog(host: TestHost, key: Partial<KeyboardEvent> & { key: string } = { key: 'F9' }): Promise<HTMLElement> {
  await renderView(host);
  fireEvent.click(rowOfPid(20));
  fireEvent.keyDown(rowOfPid(20), key);
  return screen.findByRole('dialog');
}

const sendButton = (dialog: HTMLElement, label: string) => within(dialog).findByRole('button', { name: label });
const targets = (dialog: HTMLElement): string[] => [...dialog.querySelectorAll('.targets li')].map((item) => item.textContent);

it('names the process and what will happen, and sends once to the identity that was bound', async () => {
  const host = new TestHost(table());
  const dialog = await openDialog(host);
  const send = await sendButton(dialog, 'Send SIGTERM');
  expect(targets(dialog)).toEqual([expect.stringMatching(/^victim 20 dev.*asked to end/)]);
  fireEvent.click(send);
  fireEvent.click(send);
  expect(await within(dialog).findByText('Ended after 12 ms.')).toBeTruthy();
  expect(host.sent.map(({ targets: ids, signal, scope }) => ({ ids, signal, scope }))).toEqual([{ ids: [victim.id], signal: 'SIGTERM', scope: 'process' }]);
});

it('E1 does not follow a pid that was reused while the dialog stood open', async () => {
  const host = new TestHost(table());
  const dialog = await openDialog(host);
  await sendButton(dialog, 'Send SIGTERM');
  host.sample([table()[0]!, process({ pid: 20, startTime: 777, comm: 'innocent' })]);
  await settle();
  expect(dialog.textContent).toContain('has ended meanwhile');
  expect(dialog.textContent).not.toContain('innocent');
  const send = within(dialog).getByRole('button', { name: 'Send SIGTERM' });
  expect(send.hasAttribute('disabled')).toBe(true);
  expect(host.sent).toEqual([]);
});

it('lists the members of the scope that is chosen, and signals a subtree as one', async () => {
  const host = new TestHost(family());
  const dialog = await openDialog(host);
  fireEvent.click(await within(dialog).findByRole('radio', { name: /it and all below 3/ }));
  const send = await sendButton(dialog, 'Send SIGTERM to 3');
  expect(targets(dialog)).toHaveLength(3);
  fireEvent.click(send);
  await settle();
  expect(host.sentToTrees).toMatchObject([{ target: victim.id, members: [{ pid: 21 }, { pid: 22 }], signal: 'SIGTERM' }]);
  expect(host.sent).toEqual([]);
});

it('offers every signal of the system with what it does, and plans anew for another', async () => {
  const host = new TestHost(table());
  const dialog = await openDialog(host);
  fireEvent.change(await within(dialog).findByRole('combobox', { name: 'Other signals' }), { target: { value: 'SIGRTMIN+3' } });
  fireEvent.click(await sendButton(dialog, 'Send SIGRTMIN+3'));
  await settle();
  expect(host.sent).toMatchObject([{ signal: 'SIGRTMIN+3' }]);
});

it('says what appeared since it was opened, and takes no click for it that was meant for less', async () => {
  const host = new TestHost(family());
  const dialog = await openDialog(host, { key: 'T' });
  await sendButton(dialog, 'Send SIGTERM to 3');
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  host.sample([...family(), process({ pid: 23, ppid: 20, comm: 'late' })]);
  const send = await sendButton(dialog, 'Send SIGTERM to 4');
  expect(targets(dialog).filter((text) => text.includes('Appeared since'))).toEqual([expect.stringContaining('late 23')]);
  fireEvent.click(send);
  await settle();
  expect(host.sentToTrees).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 600));
  fireEvent.click(send);
  await settle();
  expect(host.sentToTrees[0]!.members.map(({ pid }) => pid).sort((a, b) => a - b)).toEqual([21, 22, 23]);
});

it('E10 offers SIGKILL for a process that goes on running, as a new action with a new request', async () => {
  const host = new TestHost(table());
  host.outcome = { kind: 'running', afterMs: 3000 };
  const dialog = await openDialog(host);
  fireEvent.click(await sendButton(dialog, 'Send SIGTERM'));
  expect(await within(dialog).findByText(/Still running 3 s after SIGTERM/)).toBeTruthy();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Send SIGKILL instead…' }));
  fireEvent.click(await sendButton(await screen.findByRole('dialog'), 'Send SIGKILL'));
  await settle();
  expect(host.sent.map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGKILL']);
  expect(host.sent[0]!.requestId).not.toBe(host.sent[1]!.requestId);
});

it('tells each outcome when it comes, and what came back', async () => {
  const host = new TestHost(table());
  let answer = (): void => {};
  host.delay = new Promise((resolve) => {
    answer = resolve;
  });
  const dialog = await openDialog(host);
  fireEvent.click(await sendButton(dialog, 'Send SIGTERM'));
  expect(await within(dialog).findByText('Under way: 0 of 1')).toBeTruthy();
  const { requestId } = host.sent[0]!;
  host.tellOutcomes({ requestId, targets: [{ id: victim.id, name: 'victim', outcome: { kind: 'exited', afterMs: 7 } }] });
  expect(await within(dialog).findByText('Ended after 7 ms.')).toBeTruthy();
  answer();
  expect(await within(dialog).findByText('Outcome')).toBeTruthy();
  host.tellAction({
    requestId,
    startedAt: 0,
    deed: { kind: 'signal', signal: 'SIGTERM' },
    scope: 'process',
    withPrivilege: false,
    isDone: true,
    targets: [],
    omitted: 0,
    left: [],
    cameBack: [{ ended: victim.id, id: { pid: 77, startTime: 5, inode: null }, name: 'victim', by: 'parent' }],
  });
  expect(await within(dialog).findByText(/victim \(20\) is back as 77/)).toBeTruthy();
});

it('a suspended process is offered to be resumed, a changed one its old value', async () => {
  const host = new TestHost(table());
  host.outcome = { kind: 'sent' };
  await renderView(host);
  fireEvent.click(rowOfPid(20));
  fireEvent.click(screen.getByRole('button', { name: 'Suspend…' }));
  let dialog = await screen.findByRole('dialog');
  fireEvent.click(await sendButton(dialog, 'Send SIGSTOP'));
  fireEvent.click(await within(dialog).findByRole('button', { name: 'Resume…' }));
  dialog = await screen.findByRole('dialog');
  fireEvent.click(await sendButton(dialog, 'Send SIGCONT'));
  await settle();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  fireEvent.keyDown(rowOfPid(20), { key: 'F8' });
  dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByRole('spinbutton', { name: 'nice' }), { target: { value: '7' } });
  fireEvent.click(await sendButton(dialog, 'Set nice 7'));
  const back = await within(dialog).findByRole('button', { name: 'Set back to 0…' });
  host.sample([table()[0]!, process({ ...victim.values, nice: 7 })]);
  fireEvent.click(back);
  fireEvent.click(await sendButton(await screen.findByRole('dialog'), 'Set nice 0'));
  await settle();
  expect(host.changed.map(({ change }) => change)).toEqual([
    { kind: 'nice', nice: 7 },
    { kind: 'nice', nice: 0 },
  ]);
});

it('every action serves all marked rows', async () => {
  const host = new TestHost(family());
  await renderView(host);
  for (const pid of [21, 22]) {
    fireEvent.click(rowOfPid(pid));
    fireEvent.keyDown(rowOfPid(pid), { key: ' ' });
  }
  expect(screen.getByText('2 marked')).toBeTruthy();
  fireEvent.keyDown(rowOfPid(22), { key: 'k' });
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(await sendButton(dialog, 'Send SIGTERM to 2'));
  await settle();
  expect(host.sent).toMatchObject([{ targets: [{ pid: 21 }, { pid: 22 }], scope: 'marked' }]);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  host.sample(family().slice(0, 3));
  expect(await screen.findByText('1 marked')).toBeTruthy();
  fireEvent.keyDown(rowOfPid(20), { key: 'U' });
  expect(screen.queryByText('1 marked')).toBeNull();
});

it('a click with Ctrl marks, with Shift marks all rows from the selected one', async () => {
  await renderView(new TestHost(family()));
  fireEvent.click(rowOfPid(20));
  fireEvent.click(rowOfPid(22), { shiftKey: true });
  expect(screen.getByText('3 marked')).toBeTruthy();
  fireEvent.click(rowOfPid(21), { ctrlKey: true });
  expect(screen.getByText('2 marked')).toBeTruthy();
});

const outcomes: [SignalOutcome, RegExp][] = [
  [{ kind: 'gone' }, /ended already/],
  [{ kind: 'reused' }, /another process now\. Nothing was sent/],
  [{ kind: 'denied', owner: 'root' }, /Not permitted: owned by root/],
  [{ kind: 'denied', owner: null }, /Not permitted\. Nothing changed/],
  [{ kind: 'pending' }, /uninterruptible sleep/],
  [{ kind: 'refused', reason: 'self' }, /Procession itself/],
  [{ kind: 'failed', code: 'EINVAL' }, /EINVAL/],
];
it.each(outcomes)('says in words how it ended: %o', async (outcome, words) => {
  const host = new TestHost(table());
  host.outcome = outcome;
  const dialog = await openDialog(host);
  fireEvent.click(await sendButton(dialog, 'Send SIGTERM'));
  expect(await within(dialog).findByText(words)).toBeTruthy();
});

it('E7 what is denied can be asked for again with more rights, where the host has a way; else it says that there is none', async () => {
  const host = new TestHost(table());
  host.outcome = { kind: 'denied', owner: 'root' };
  host.capabilities = { ...host.capabilities, privilege: 'pkexec' };
  let dialog = await openDialog(host);
  fireEvent.click(await sendButton(dialog, 'Send SIGTERM'));
  fireEvent.click(await within(dialog).findByRole('button', { name: 'Do it as administrator (pkexec)…' }));
  dialog = await screen.findByRole('dialog');
  fireEvent.click(await sendButton(dialog, 'Send SIGTERM'));
  await settle();
  expect(host.sent.map(({ withPrivilege }) => withPrivilege)).toEqual([false, true]);
});

it('does not claim that nothing was sent when the answer is lost', async () => {
  const host = new TestHost(table());
  const dialog = await openDialog(host);
  const send = await sendButton(dialog, 'Send SIGTERM');
  host.lose();
  fireEvent.click(send);
  expect(await within(dialog).findByText(/not known whether anything was done/)).toBeTruthy();
});

it('sends nothing where the plan refuses', async () => {
  const host = new TestHost([table()[0]!, process({ pid: 9998, comm: 'parent-of-us' })]);
  await renderView(host);
  fireEvent.click(rowOfPid(9998));
  fireEvent.keyDown(rowOfPid(9998), { key: 'k' });
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(/Procession runs inside it/)).toBeTruthy();
  expect(within(dialog).getByRole('button', { name: 'Send SIGTERM' }).hasAttribute('disabled')).toBe(true);
});

it('Shift with the key kills', async () => {
  const dialog = await openDialog(new TestHost(table()), { key: 'Delete', shiftKey: true });
  expect(await sendButton(dialog, 'Send SIGKILL')).toBeTruthy();
});

it('lists what was done, also by other windows, and goes to a process that lives', async () => {
  const host = new TestHost(table());
  host.log = [
    {
      requestId: 'elsewhere',
      startedAt: 0,
      deed: { kind: 'signal', signal: 'SIGHUP' },
      scope: 'process',
      withPrivilege: false,
      isDone: true,
      targets: [{ id: victim.id, name: 'a\u202eb', outcome: { kind: 'sent' } }],
      omitted: 0,
      left: [],
      cameBack: [],
    },
  ];
  await renderView(host);
  fireEvent.click(await screen.findByRole('button', { name: '1 action' }));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('SIGHUP was sent.');
  expect(dialog.textContent).not.toContain('\u202e');
  fireEvent.click(within(dialog).getByRole('button', { name: /a\\u\{202e\}b 20/ }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(rowOfPid(20).getAttribute('aria-selected')).toBe('true');
});

it('shows the settings of the selected process and what it makes of signals', async () => {
  const host = new TestHost(table());
  host.settings = {
    nice: 5,
    ioPriority: { ioClass: 'best-effort', level: 4 },
    cpus: [0, 1, 2, 5],
    oomScoreAdjust: null,
    signals: { ignored: ['SIGTERM'], caught: ['SIGHUP'], blocked: [], pending: [] },
    mixed: [],
    unknown: { oomScoreAdjust: 'denied' },
  };
  await renderView(host);
  fireEvent.click(rowOfPid(20));
  showPart('Scheduling');
  expect(await screen.findByText('0-2,5')).toBeTruthy();
  expect(screen.getByText('best-effort:4')).toBeTruthy();
  showPart('Signals');
  await settle();
  expect(screen.getByText(/It ignores SIGTERM/)).toBeTruthy();
});

const untouchable: [string, Parameters<typeof process>[0], RegExp][] = [
  ['B4 a zombie, naming its parent', { pid: 30, ppid: 20, state: 'Z', args: null }, /its parent, victim \(20\)/],
  ['B10 a kernel thread', { pid: 30, isKernelThread: true }, /kernel thread takes no signals/],
  ['E6 pid 1', { pid: 1, ppid: 0 }, /pid 1 keeps/],
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
