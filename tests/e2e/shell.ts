import type { ConsoleMessage, Page } from 'playwright-core';

/** The app in one of its hosts, opened for a test. */
export interface Shell {
  readonly page: Page;
  /** Where every request of the page must go. */
  readonly origin: string;
  /** Console errors and warnings, exceptions, refused and foreign requests of the page so far. Must stay empty. */
  readonly problems: string[];
  /** The text of the file that `click` has saved. */
  saved(click: () => Promise<void>): Promise<string>;
  close(): Promise<void>;
}

/** Chromium's own remarks that say nothing of the page. */
const NOISE = /^\[.*GPU stall|Electron Security Warning|Autofill\./;

/** Collects what a healthy page never does. */
export function watchProblems(page: Page, origin: string): string[] {
  const problems: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (['error', 'warning'].includes(message.type()) && !NOISE.test(message.text())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith(`blob:${origin}/`) && !url.startsWith('data:')) problems.push(`request: ${url}`);
  });
  page.on('websocket', (socket) => {
    if (socket.url() !== `${origin.replace('http:', 'ws:')}/ws`) problems.push(`socket: ${socket.url()}`);
  });
  return problems;
}
