import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { type WebSocket, WebSocketServer } from 'ws';
import { nodeConfig } from '../../../build/vite/node.mjs';
import { WebSocketPort } from '../../../electron/web/webSocketPort.ts';
import { type DesktopBridge, openDesktopPort } from '../../../renderer/ports/desktopPort.ts';
import type { ConnectedPorts } from '../../contract/contractSuite.ts';
import { launchElectron, PRELOAD, ROOT } from './electronShell.ts';

/** Inside the checkout, where `ws` is found and .js is an ES module. */
const OUT = join(ROOT, 'dist/fixtures/contractHost');

/** Gives pairs of ports that are joined by Electron's real IPC. */
export interface IpcPorts {
  open(): Promise<ConnectedPorts>;
  close(): Promise<void>;
}

/**
 * One Electron, one document a pair. A frame goes from the test to the page (Playwright), through preload and IPC to the main process, and to the
 * test again (WebSocket); and the same way back. Outside of the IPC it travels as JSON, so what JSON cannot say (NaN, -0) is not tried here.
 */
export async function startIpcPorts(): Promise<IpcPorts> {
  const config = await nodeConfig(OUT, { contractHost: 'tests/e2e/electron/fixtures/contractHost.ts' });
  await build({ ...config, configFile: false, envDir: false, logLevel: 'warn' });

  const host = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 16 * 1024 * 1024 });
  await once(host, 'listening');
  const nextSocket = async (): Promise<WebSocket> => ((await once(host, 'connection')) as [WebSocket])[0];
  const address = `ws://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const [, shell] = await Promise.all([nextSocket(), launchElectron(join(OUT, 'contractHost.js'), address, PRELOAD)]);
  const { page } = shell;
  /** A new document, whose port ends that of the one before. */
  const load = async (): Promise<WebSocket> => (await Promise.all([nextSocket(), page.reload()]))[0];
  const listenTo = await exposeListener(page);

  return {
    open: async () => {
      const socket = await load();
      let left: Promise<unknown> = Promise.resolve();
      const bridge = new PageBridge(page);
      await listenTo(bridge);
      const opening = openDesktopPort(bridge, () => {});
      if (opening.kind !== 'open') throw new Error('a new document has a port');
      const { port } = opening;
      const close = (reason: string): void => {
        port.close(reason);
        // A document cannot give up its port; it leaves by being loaded again or closed.
        left = load();
      };
      return {
        client: { post: port.post, onFrame: port.onFrame, onClose: port.onClose, close },
        server: new WebSocketPort(socket),
        unsent: () => bridge.unsent,
        end: async () => {
          await left;
          await bridge.settled();
          socket.terminate();
        },
      };
    },
    close: async () => {
      await shell.close();
      for (const socket of host.clients) socket.terminate();
      await new Promise((settle) => host.close(settle));
    },
  };
}

/** The page's `processionPort`, seen from the test. */
class PageBridge implements DesktopBridge {
  readonly #page: Page;
  #waiting: string[] = [];
  #sending: Promise<void> | null = null;
  frameListener: (frame: unknown) => void = () => {};
  closeListener: (reason: string) => void = () => {};
  /** Frames that `processionPort.post` threw at: it takes none that is deeper than 1,000. */
  unsent = 0;

  constructor(page: Page) {
    this.#page = page;
  }
  post(frame: unknown): void {
    this.#waiting.push(JSON.stringify(frame));
    this.#sending ??= this.#send();
  }
  onFrame(listener: (frame: unknown) => void): void {
    this.frameListener = listener;
  }
  onClose(listener: (reason: string) => void): void {
    this.closeListener = listener;
  }
  /** Settles when all that was posted has left the page. */
  async settled(): Promise<void> {
    await this.#sending;
  }
  /** What is posted in one turn goes to the page in one message, and one after the other, so that the order holds. */
  async #send(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) this.unsent += await this.#page.evaluate(postAll, this.#waiting.splice(0));
    this.#sending = null;
  }
}

/** Runs in the page. Tells how many it could not post. */
function postAll(texts: readonly string[]): number {
  const port = Reflect.get(window, 'processionPort') as DesktopBridge;
  let unsent = 0;
  for (const text of texts) {
    try {
      port.post(JSON.parse(text));
    } catch {
      unsent++;
    }
  }
  return unsent;
}

/** Lets the page's documents call the test. What an earlier document still says is not heard. */
async function exposeListener(page: Page): Promise<(bridge: PageBridge) => Promise<void>> {
  const bridges: PageBridge[] = [];
  await page.exposeFunction('tellTest', (index: number, kind: 'frame' | 'close', text: string) => {
    const bridge = bridges[index];
    if (bridge === undefined || index !== bridges.length - 1) return;
    if (kind === 'frame') bridge.frameListener(JSON.parse(text));
    else bridge.closeListener(text);
  });
  return async (bridge) => {
    const index = bridges.push(bridge) - 1;
    await page.evaluate((own) => {
      const port = Reflect.get(window, 'processionPort') as DesktopBridge;
      const tell = Reflect.get(window, 'tellTest') as (document: number, kind: string, text: string) => Promise<void>;
      port.onFrame((frame) => void tell(own, 'frame', JSON.stringify(frame)));
      port.onClose((reason) => void tell(own, 'close', reason));
    }, index);
  };
}
