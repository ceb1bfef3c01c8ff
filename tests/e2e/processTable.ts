import type { Locator, Page } from 'playwright-core';

/** What a change outside may take until it is seen (ms). */
export const SEEN_WITHIN = 2000;

/** The table as a user finds their way in it: by roles and names. */
export class ProcessTable {
  readonly page: Page;
  readonly filterBox: Locator;

  constructor(page: Page) {
    this.page = page;
    this.filterBox = page.getByLabel('Filter processes');
  }

  get grid(): Locator {
    return this.page.getByRole('treegrid');
  }

  /** The row of a process. It is in the document only while it is in view. */
  row(pid: number): Locator {
    return this.grid.locator(`[role="row"][data-key^="${pid}:"]`);
  }

  get rows(): Locator {
    return this.grid.locator('[role="row"][data-key]');
  }

  cell(pid: number, field: string): Locator {
    return this.row(pid).locator(`[data-field="${field}"]`);
  }

  async filter(text: string): Promise<void> {
    await this.filterBox.fill(text);
  }

  /** Waits for the first full table. */
  async ready(): Promise<void> {
    await this.rows.nth(3).waitFor({ timeout: 10_000 });
  }

  /** Waits until it holds, and answers how long that took (ms); fails past SEEN_WITHIN. */
  async seen(holds: () => Promise<boolean>, what: string): Promise<number> {
    const started = performance.now();
    while (!(await holds())) {
      const waited = performance.now() - started;
      if (waited > SEEN_WITHIN) throw new Error(`${what}: not seen within ${SEEN_WITHIN} ms`);
      await this.page.waitForTimeout(20);
    }
    return performance.now() - started;
  }
}
