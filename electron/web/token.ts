import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';

/** The first message of a browser, and the only one that is not of the contract. */
const hello = z.strictObject({ kind: z.literal('hello'), token: z.string().check(z.maxLength(128)) });

export const WELCOME = { kind: 'welcome' } as const;

/** 256 random bits for a URL. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a first message carries the token. The time it takes says nothing about how much of it was right. */
export function isHello(message: unknown, token: string): boolean {
  const parsed = hello.safeParse(message);
  return parsed.success && timingSafeEqual(digest(parsed.data.token), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
