import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../shared/fields/registry.ts';
import { parseQuery } from '../../../shared/query/parseQuery.ts';
import type { Query } from '../../../shared/query/query.ts';
import { describeQueryFault } from '../../../shared/words/queryWords.ts';

/** The tree of a query in one line, every part in its own brackets. */
function shape(query: Query | null): string {
  if (query === null) return 'all';
  switch (query.kind) {
    case 'word':
      return query.text;
    case 'term':
      return `${query.field.id}${query.operator}${query.operand.text}`;
    case 'not':
      return `!(${shape(query.part)})`;
    default:
      return `[${query.parts.map(shape).join(query.kind === 'and' ? ' & ' : ' | ')}]`;
  }
}

function parse(text: string): string {
  const parsed = parseQuery(text, FIELDS);
  if (!parsed.ok) return `${parsed.fault.fault} at ${parsed.fault.at}+${parsed.fault.length}`;
  return shape(parsed.query);
}

describe('parseQuery', () => {
  it.each([
    ['', 'all'],
    ['   ', 'all'],
    ['node', 'node'],
    ['node watch', '[node & watch]'],
    ['node and watch', '[node & watch]'],
    ['a or b c or d', '[a | [b & c] | d]'],
    ['not a b', '[!(a) & b]'],
    ['not not a', '!(!(a))'],
    ['(a or b) c', '[[a | b] & c]'],
    ['NOT a OR b', '[!(a) | b]'],
    ['"and" "or x"', '[and & or x]'],
    ['"say \\"hi\\" \\\\ \\n"', 'say "hi" \\ \\n'],
    ['state:Z', 'state:Z'],
    ['cpu>5 mem>=1.5g age<10m', '[cpuPercent>5 & rss>=1.5g & elapsed<10m]'],
    ['nice<0', 'nice<0'],
    ['tty:pts/3', 'tty:pts/3'],
    ['unit:ssh*', 'unit:ssh*'],
    ['name~/^kworker\\/u(8|9)/i', 'comm~^kworker\\/u(8|9)'],
    ['command~"a b"', 'args~a b'],
    ['user!=root', 'user!=root'],
    ['CPUPERCENT>1', 'cpuPercent>1'],
    ['--color=auto', '--color=auto'],
    ['PATH=/bin', 'PATH=/bin'],
    ['"S<l"', 'S<l'],
    ['user=root', 'user=root'],
  ])('%j is %s', (text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  it.each([
    ['foo:bar', 'unknown-field at 0+3'],
    ['x http://y', 'unknown-field at 2+4'],
    ['x S<l', 'unknown-field at 2+1'],
    ['cpu>', 'missing-value at 3+1'],
    ['user: root', 'missing-value at 4+1'],
    ['cpu>many', 'bad-number at 4+4'],
    ['mem>1x', 'bad-number at 4+2'],
    ['user>root', 'no-order at 4+1'],
    ['kernel:maybe', 'bad-flag at 7+5'],
    ['name~/(/', 'bad-pattern at 5+3'],
    ['name~/a/g', 'bad-pattern at 5+4'],
    ['name~/a', 'unclosed-pattern at 5+2'],
    ['a "b', 'unclosed-quote at 2+2'],
    ['user:"b', 'unclosed-quote at 5+2'],
    ['(a', 'unclosed-parenthesis at 0+1'],
    ['a)', 'unexpected-parenthesis at 1+1'],
    ['()', 'unexpected-parenthesis at 1+1'],
    ['or a', 'missing-operand at 0+2'],
    ['a or', 'missing-operand at 4+1'],
    ['a and or b', 'missing-operand at 6+2'],
    ['not', 'missing-operand at 3+1'],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 'too-deep at 50+1'],
    [`${'not '.repeat(60)}a`, 'too-deep at 200+3'],
    ['a'.repeat(1_001), 'too-long at 1000+1'],
  ])('%j has a fault: %s', (text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  it.each([
    ['cpus>1', 'cpu'],
    ['usr:root', 'user'],
    ['sate:Z', 'state'],
    ['zzz:1', null],
  ])('%j: is it %s?', (text, hint) => {
    const parsed = parseQuery(text, FIELDS);
    expect(parsed).toMatchObject({ ok: false, fault: { fault: 'unknown-field', hint } });
  });

  it('never throws, and a fault lies within the text and has words in both languages', () => {
    const pieces = fc.constantFrom(
      ...['cpu', 'name', 'x', ':', '!=', '~', '/', '<', '"', '(', ')', ' ', 'and ', 'or ', 'not ', '\\', '5', 'g', '*', '\u202e', '\udcff', '[', '-'],
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseQuery(text, FIELDS);
        if (parsed.ok) return;
        const { at, length } = parsed.fault;
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at + length).toBeLessThanOrEqual(text.length + 1);
        for (const language of ['en', 'zh'] as const) expect(describeQueryFault(parsed.fault, language)).not.toMatch(/[\u202e\udc80-\udcff]|undefined|null/);
      }),
      { numRuns: 20_000 },
    );
  });

  it('a text in quotes is one word, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const parsed = parseQuery(`"${text.replaceAll(/["\\]/g, '\\$&')}"`, FIELDS);
        expect(parsed).toEqual({ ok: true, query: { kind: 'word', text } });
      }),
    );
  });
});
