// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { installLayout, renderView } from './renderView.tsx';
import { process, TestHost } from './testHost.ts';

installLayout();

test('A5 the hostile name of a group is escaped once, in its line and in its details', async () => {
  await renderView(new TestHost([process({ pid: 1, ppid: 0, comm: '\u001b[31m' })]));
  fireEvent.change(screen.getByRole('combobox', { name: 'View' }), { target: { value: 'program' } });
  const line = document.querySelector<HTMLElement>('[data-key^="group:"]')!;
  expect(line.querySelector('.name')!.textContent).toBe(String.raw`\e[31m`);
  fireEvent.click(line);
  expect(screen.getByRole('heading', { level: 2, name: String.raw`\e[31m` })).toBeTruthy();
});
