import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { parseListeners, readListeningPorts } from '../../../../../electron/engine/providers/linux/sockets.ts';

const HEAD = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

it('reads listening sockets alone, with their address, port and inode', () => {
  const text = `${HEAD}   0: 0100007F:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1 0 100 0 0 10 0
   1: 0100007F:0CEB 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 4243 1 0 100 0 0 10 0\n`;
  expect(parseListeners(text, 'tcp')).toEqual([{ inode: '4242', port: { protocol: 'tcp', address: '127.0.0.1', port: 3306 } }]);
});

it.each([
  ['00000000000000000000000000000000', '::'],
  ['00000000000000000000000001000000', '::1'],
  ['B80D0120000000000000000001000000', '2001:db8::1'],
  ['000080FE00000000FF005450B6AF5BFE', 'fe80::5054:ff:fe5b:afb6'],
])('writes the address %s as %s', (hex, address) => {
  const text = `${HEAD}   0: ${hex}:0050 ${'0'.repeat(32)}:0000 0A 0:0 00:0 0 0 0 7 1\n`;
  expect(parseListeners(text, 'tcp6').map(({ port }) => port.address)).toEqual([address]);
});

it.skipIf(process.platform !== 'linux')('finds the port on which this process listens, until it does no more', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const own = { protocol: 'tcp', address: '127.0.0.1', port };
  expect(await readListeningPorts(process.pid)).toContainEqual(own);
  await new Promise((resolve) => server.close(resolve));
  expect(await readListeningPorts(process.pid)).not.toContainEqual(own);
});

it('answers null for a process that is not there', async () => {
  expect(await readListeningPorts(4_194_299)).toBeNull();
});
