/** The one channel between the desktop's window and its main process. */
export const IPC_CHANNEL = 'procession';

/** From the preload. A document names itself by `id`, so that what was meant for the document before it can be told apart. */
export type ToMain = readonly [kind: 'open', id: string] | readonly [kind: 'frame', frame: unknown];

/** To the preload of the document `id`: a frame, or why its port has ended. */
export type ToWindow = readonly [kind: 'frame', id: string, frame: unknown] | readonly [kind: 'close', id: string, reason: string];
