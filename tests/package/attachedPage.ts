import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A page of a running app, over Chromium's debugging protocol: Playwright wants more of a browser than Electron has. */
export interface AttachedPage {
  /** The value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  close(): void;
}

interface Answer {
  readonly id: number;
  readonly result?: { readonly result: { readonly value?: unknown }; readonly exceptionDetails?: object };
}

/** Waits for the app's first page, for a while. */
export async function attachToPage(port: string): Promise<AttachedPage> {
  const find = async (): Promise<string | undefined> => {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { type: string; webSocketDebuggerUrl: string }[];
    return targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
  };
  let address = await find();
  for (let tries = 0; address === undefined && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    address = await find();
  }
  if (address === undefined) throw new Error('the app has no page');
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let lastId = 0;
  return {
    evaluate: async (expression) => {
      const id = ++lastId;
      const { result } = await new Promise<Answer>((resolve) => {
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }));
      });
      if (result === undefined || result.exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(result)}`);
      return result.result.value;
    },
    close: () => socket.close(),
  };
}
