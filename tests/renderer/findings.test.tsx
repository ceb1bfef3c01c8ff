// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Finding } from '../../shared/process/diagnosis/finding.ts';
import { installLayout, renderView, rowOfPid, settle } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

const parent = process({ pid: 20, comm: 'careless' });
const table = () => [process({ pid: 1, ppid: 0, comm: 'init' }), parent, process({ pid: 21, ppid: 20, comm: 'dead', state: 'Z', args: null })];

const text = (en: string): { readonly en: string; readonly zh: string } => ({ en, zh: `中${en}` });
const finding = (over: Partial<Finding> = {}): Finding => ({
  id: 'zombie 20',
  rule: 'zombie',
  severity: 'warning',
  process: parent.id,
  selects: [],
  count: 1,
  since: null,
  title: text('dead (21) is a zombie'),
  explanation: [text('It has ended.')],
  facts: [{ label: text('Exit status'), value: text('3') }],
  remedies: [
    { kind: 'advice', text: text('Wait.') },
    { kind: 'signal', signal: 'SIGTERM', target: parent.id, text: text('End careless (20).') },
  ],
  ...over,
});

const card = (): HTMLElement => screen.getByRole('region', { name: 'Findings' });

it('says that nothing was found, then what was; a finding goes to its process, and a remedy to its plan', async () => {
  const host = new TestHost(table());
  await renderView(host);
  expect(card().textContent).toContain('Nothing: no zombie');
  host.tell('findings', { findings: [finding()] });
  fireEvent.click(await within(card()).findByRole('button', { name: 'dead (21) is a zombie' }));
  expect(rowOfPid(20).getAttribute('aria-selected')).toBe('true');
  const details = screen.getByRole('complementary');
  for (const shown of ['It has ended.', 'Exit status: 3', 'Wait.']) expect(details.textContent).toContain(shown);
  fireEvent.click(within(details).getByRole('button', { name: 'End careless (20).' }));
  fireEvent.click(await within(await screen.findByRole('dialog')).findByRole('button', { name: 'Send SIGTERM' }));
  await settle();
  expect(host.sent).toMatchObject([{ targets: [parent.id], signal: 'SIGTERM' }]);
});

it('a remedy for a process that has ended cannot be chosen', async () => {
  const host = new TestHost(table());
  await renderView(host);
  fireEvent.click(rowOfPid(20));
  const gone = { pid: 99, startTime: 1, inode: null };
  host.tell('findings', { findings: [finding({ remedies: [{ kind: 'signal', signal: 'SIGTERM', target: gone, text: text('End it.') }] })] });
  expect((await screen.findByRole('button', { name: 'End it.' })).hasAttribute('disabled')).toBe(true);
});

it('marks an orphan, and tells whose child it was and who adopted it', async () => {
  const host = new TestHost(table());
  await renderView(host);
  host.tell('lineage', {
    orphans: [
      {
        id: parent.id,
        from: { id: { pid: 7, startTime: 1, inode: null }, name: 'a\u202eb' },
        by: { id: { pid: 1, startTime: 0, inode: null }, name: 'init' },
        at: 1_800_000_000_000,
      },
    ],
    ghosts: [],
  });
  expect(await within(rowOfPid(20)).findByText('orphan')).toBeTruthy();
  fireEvent.click(rowOfPid(20));
  expect(await screen.findByText(/it was a child of a\\u\{202e\}b \(7\), which ended; adopted by init \(1\)/)).toBeTruthy();
});
