import * as fc from 'fast-check';

/** Messages of strangers: valid ones with something in them replaced, added or left out (F1). */

const depthBomb = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
/** An own key `__proto__`, as JSON.parse makes it. */
const proto = (): unknown => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    [],
    {},
    '',
    '0',
    '12',
    '\0',
    'a\0b',
    -0,
    -1,
    0,
    1.5,
    2 ** 32,
    2 ** 53,
    1e308,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    null,
    true,
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ),
  fc.constantFrom([[1]], [12], { pid: 12 }, { length: 1e9 }, 'x'.repeat(100_000)),
  fc.constant(0).map(proto),
  fc.constantFrom(10, 500, 2_000).map(depthBomb),
  fc.jsonValue({ maxDepth: 2 }),
);

interface Mutation {
  readonly picks: readonly number[];
  readonly how: 'replace' | 'delete' | 'add' | 'proto';
  readonly value: unknown;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  picks: fc.array(fc.nat(1_000), { maxLength: 5 }),
  how: fc.constantFrom('replace', 'replace', 'replace', 'delete', 'add', 'proto'),
  value: junk,
});

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function mutate(base: unknown, { picks, how, value }: Mutation): unknown {
  const frame: unknown = structuredClone(base);
  if (!isContainer(frame) || picks.length === 0) return how === 'delete' ? [frame] : value;
  let holder = frame;
  let key = '';
  for (const [step, pick] of picks.entries()) {
    const keys = Object.keys(holder);
    if (keys.length === 0) break;
    key = keys[pick % keys.length]!;
    const next = holder[key];
    if (step === picks.length - 1 || !isContainer(next)) break;
    holder = next;
  }
  if (how === 'delete') delete holder[key];
  else if (how === 'add') holder['extra'] = value;
  else if (how === 'proto') Object.defineProperty(holder, '__proto__', { value: { polluted: true }, enumerable: true });
  else holder[key] = value;
  return frame;
}

/** `count` messages made of the given ones. */
export function foreignFrames(bases: readonly unknown[], count: number, seed: number): unknown[] {
  const frames = fc
    .tuple(fc.nat(bases.length - 1), fc.array(mutation, { minLength: 1, maxLength: 2 }))
    .map(([pick, mutations]) => mutations.reduce<unknown>(mutate, bases[pick]));
  return fc.sample(frames, { numRuns: count, seed });
}
