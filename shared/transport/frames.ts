import * as z from 'zod/mini';
import { PROTOCOL_VERSION } from './contract.ts';

/** The envelopes. What is inside them is checked against the contract afterwards. */
const version = z.literal(PROTOCOL_VERSION);
const id = z.int().check(z.nonnegative());

export const requestFrame = z.strictObject({ v: version, kind: z.literal('request'), id, name: z.string(), params: z.unknown() });
export type RequestFrame = z.infer<typeof requestFrame>;

export const serverFrame = z.discriminatedUnion('kind', [
  z.object({ v: version, kind: z.literal('result'), id, value: z.unknown() }),
  z.object({
    v: version,
    kind: z.literal('error'),
    id: z.nullable(id),
    error: z.object({ code: z.enum(['bad-request', 'unknown-request', 'internal', 'closed', 'bad-response', 'unavailable']), message: z.string() }),
  }),
  z.object({ v: version, kind: z.literal('event'), name: z.string(), data: z.unknown() }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;
