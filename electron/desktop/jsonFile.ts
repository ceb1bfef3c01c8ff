import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type * as z from 'zod/mini';

/**
 * A small JSON file of this user's. It is written beside itself and renamed, so that it is whole whatever happens meanwhile; one that does not
 * fit is set aside as `NAME.broken` and the program goes on with what it has. A disk that takes nothing costs what would have been kept.
 */
export class JsonFile<T> {
  readonly #path: string;
  readonly #log: (line: string) => void;
  #value: T;

  constructor(path: string, schema: z.ZodMiniType<T>, fallback: T, log: (line: string) => void) {
    this.#path = path;
    this.#log = log;
    this.#value = this.#read(schema) ?? fallback;
  }

  get value(): T {
    return this.#value;
  }

  save(value: T): void {
    this.#value = value;
    const fresh = `${this.#path}.new`;
    try {
      writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
      renameSync(fresh, this.#path);
    } catch (error) {
      this.#log(`${this.#path} cannot be written: ${codeOf(error)}.`);
    }
  }

  #read(schema: z.ZodMiniType<T>): T | null {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.#log(`${this.#path} cannot be read: ${codeOf(error)}.`);
      return null;
    }
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    this.#log(`${this.#path} is broken or of another version; it was renamed to .broken.`);
    try {
      renameSync(this.#path, `${this.#path}.broken`);
    } catch {
      // It is replaced when something is saved.
    }
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
