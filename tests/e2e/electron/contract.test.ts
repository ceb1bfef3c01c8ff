import { afterAll, beforeAll } from 'vitest';
import { contractSuite } from '../../contract/contractSuite.ts';
import { type IpcPorts, startIpcPorts } from './ipcPorts.ts';

let ports: IpcPorts;
beforeAll(async () => {
  ports = await startIpcPorts();
});
afterAll(() => ports.close());

// Each frame goes through three processes: a tenth of what the other ports are asked for.
contractSuite('Electron’s IPC', () => ports.open(), { foreignCount: 1000 });
