import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLinuxProvider } from '../../../../../electron/engine/providers/linux/linuxProvider.ts';
import { FIELDS } from '../../../../../shared/fields/registry.ts';
import type { FieldValue } from '../../../../../shared/fields/field.ts';
import { compileFixture } from '../../../../fixtures/compileFixture.ts';

const { path: program, reason } = compileFixture('outside');
const canRun = existsSync('/proc/self/stat') && reason === '';

const ROUND_MS = 5_000;

interface Change {
  readonly command: 'group' | 'size';
  readonly field: 'pgid' | 'rss';
  holds(before: FieldValue, after: FieldValue, pid: number): boolean;
}

const CHANGES: readonly Change[] = [
  { command: 'group', field: 'pgid', holds: (before, after, pid) => before !== pid && after === pid },
  { command: 'size', field: 'rss', holds: (before, after) => Number(before) - Number(after) > 7 << 20 },
];

test.skipIf(!canRun).each(CHANGES)(
  'what changes from outside is seen within 5 s although the process does not run: $field',
  async ({ command, field, holds }) => {
    const folder = mkdtempSync(join(tmpdir(), 'procession-outside-'));
    const parent = spawn(program!, [join(folder, 'file')], { stdio: ['pipe', 'pipe', 'inherit'] });
    const provider = createLinuxProvider();
    try {
      const line = await new Promise<string>((settle) => parent.stdout.once('data', (bytes: Buffer) => settle(bytes.toString())));
      const pid = Number(/child=(\d+)/.exec(line)![1]);
      const read = (): FieldValue => provider.sample(FIELDS).readings.find((reading) => reading.pid === pid)!.values[field]!;
      // Its last steps towards its sleep are behind it, and the gate is at rest.
      for (let i = 0; i < 4; i++) {
        read();
        await pause(250);
      }
      const before = read();
      parent.stdin.write(`${command}\n`);
      const changedAt = performance.now();
      let after = before;
      // A round of 5 s, and the two samples at its ends, which a busy machine delays.
      for (let longest = 0, last = changedAt; last - changedAt < ROUND_MS + 2 * longest && !holds(before, after, pid); ) {
        await pause(250);
        after = read();
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }
      expect([before, after], 'before and after').toSatisfy(([first, last]: FieldValue[]) => holds(first!, last!, pid));
    } finally {
      provider.close();
      parent.stdin.end();
      parent.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  },
  20_000,
);
