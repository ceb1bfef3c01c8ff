import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const program = join(import.meta.dirname, '../../../dist/node/procession.js');
const canRun = existsSync(program) && process.getuid?.() === 0;
/** Nobody else's processes count against the limit of a user that has none. */
const USER = ['--reuid=65533', '--regid=65533', '--clear-groups'];

/** A page of the host: asks for the table, and kills the process that it is told of. Prints both answers. */
const page = (url: string, target: number): string => `
const { WebSocket } = require(${JSON.stringify(createRequire(import.meta.url).resolve('ws'))});
const { host, origin, hash } = new URL(${JSON.stringify(url)});
const socket = new WebSocket('ws://' + host + '/ws', { headers: { Origin: origin } });
const ask = (id, name, params) => socket.send(JSON.stringify({ v: 1, kind: 'request', id, name, params }));
let isIn = false;
socket.on('open', () => socket.send(JSON.stringify({ kind: 'hello', token: hash.slice('#token='.length) })));
socket.on('message', (data) => {
  const message = JSON.parse(data);
  if (!isIn) return (isIn = true), ask(1, 'subscribe', {});
  if (message.id === 1) {
    const { pid, startTime } = message.value.rows.columns;
    const row = pid.indexOf(${target});
    console.log(JSON.stringify({ rows: pid.length, isListed: row >= 0 }));
    ask(2, 'signal', { requestId: 'kill-request', target: { pid: ${target}, startTime: startTime[row], inode: null }, signal: 'SIGKILL' });
  }
  if (message.id === 2) console.log(JSON.stringify(message.value)), socket.close();
});
`;

test.skipIf(!canRun)('D7 with the process limit reached, list and kill still work: neither spawns anything', async () => {
  const start = `process.argv.splice(1, 0, ${JSON.stringify(program)}); import(${JSON.stringify(program)})`;
  const host = spawn('setpriv', [...USER, process.execPath, '-e', start, 'serve', '--no-open'], { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  const target = spawn('setpriv', [...USER, 'sleep', '60'], { cwd: '/', stdio: 'ignore' });
  try {
    const [line] = (await once(host.stdout, 'data')) as [Buffer];
    const url = /(http:\S+)/.exec(line.toString())![1]!;
    expect(spawnSync('setpriv', [...USER, 'prlimit', '--pid', String(host.pid), '--nproc=1:1'], { encoding: 'utf8' }).stderr).toBe('');
    expect(readFileSync(`/proc/${host.pid}/limits`, 'utf8')).toMatch(/^Max processes +1 +1 /m);
    const gone = once(target, 'exit');
    const { stdout } = await new Promise<{ stdout: string }>((resolve) => {
      let text = '';
      const client = spawn('setpriv', [...USER, process.execPath, '-e', page(url, target.pid!)], { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
      client.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
      client.once('close', () => resolve({ stdout: text }));
    });
    const [table, outcome] = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(table).toMatchObject({ isListed: true });
    expect(outcome).toMatchObject({ kind: 'exited' });
    expect((await gone)[1]).toBe('SIGKILL');
  } finally {
    target.kill('SIGKILL');
    host.kill('SIGKILL');
  }
});
