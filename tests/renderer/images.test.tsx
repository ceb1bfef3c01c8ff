// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_ROWS } from '../../renderer/commands/exportImage.ts';
import { formatPictureSvg } from '../../renderer/export/pictureSvg.ts';
import { MOST_PIXELS } from '../../renderer/export/saveImage.ts';
import { fitText, type Measure, PAPER } from '../../renderer/export/svg.ts';
import { formatTableSvg, tableSvgHeight } from '../../renderer/export/tableSvg.ts';
import type { SeenTable } from '../../renderer/export/tableExport.ts';
import { pictureFacts } from '../../renderer/picture/pictureFacts.ts';
import { pictureSheet, tableSheet } from '../../renderer/print/printSheet.ts';
import { lineFacts, linesOf } from '../../renderer/state/lines.ts';
import { createViewStore } from '../../renderer/state/viewStore.ts';
import { FIELDS, findField } from '../../shared/fields/registry.ts';
import type { Row } from '../../shared/process/row.ts';
import { buildTree } from '../../shared/process/tree.ts';
import { CLOCK, process } from './testHost.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</svg><svg onload=alert(1)>',
  ']]>&amp;&#x3c;script',
  "' onload='x",
  '\u001b[31m\u202egpj',
  '\ufffe\uffff\udc80',
  '   ',
  '',
];
const measure: Measure = (text) => text.length * 7;
const tableOf = (rows: readonly Row[]) => ({ rows: new Map(rows.map((row) => [row.key, row])), tree: buildTree(rows), clock: CLOCK, exited: new Map() });

function seen(rows: readonly Row[]): SeenTable {
  const fields = ['pid', 'user', 'cpuPercent', 'rss', 'args'].map((id) => findField(id)!);
  return { lines: linesOf(lineFacts(tableOf(rows), createViewStore('en').getState())).lines, fields, clock: CLOCK, language: 'en' };
}
const tableSvg = (rows: readonly Row[]): string => formatTableSvg(seen(rows), { palette: PAPER, measure, heads: { name: 'Process', title: 'T <&> "' } });
const pictureSvg = (rows: readonly Row[], root: string | null = null): string => {
  const facts = pictureFacts(tableOf(rows), createViewStore('en').getState(), 'rss', FIELDS, undefined, new Map());
  return formatPictureSvg(facts, { width: 800, height: 600, root, title: 'T <&> "', language: 'en', palette: PAPER, measure });
};

/** Parses as XML or throws; what is in it may draw, and do nothing else. */
function parsed(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(document.querySelector('parsererror')).toBeNull();
  const tags = new Set([...document.querySelectorAll('*')].map(({ tagName }) => tagName));
  for (const tag of tags) expect(['svg', 'title', 'rect', 'path', 'text', 'g']).toContain(tag);
  for (const element of document.querySelectorAll('*'))
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on|href|style/i);
      expect(value).not.toMatch(/url\(|javascript:/i);
    }
  // Nothing that turns, hides or controls is left (A18).
  expect(document.documentElement.textContent).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/,
  );
  return document;
}

const hostileRows = (names: readonly string[]): Row[] =>
  names.map((comm, i) => process({ pid: i + 1, ppid: i === 0 ? 0 : 1, comm, args: [comm, comm], user: comm, rss: 1_048_576 * (i + 1) }));

describe('pictures', () => {
  it('A18 a table with hostile names is an SVG that parses, holds every row, and no more than drawing', () => {
    const document = parsed(tableSvg(hostileRows(HOSTILE)));
    const texts = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
    expect(texts).toContain('<script>alert(1)</script>');
    expect(texts).toContain('\\e[31m\\u{202e}gpj');
    expect(texts).toContain('␣␣␣');
    expect(texts.filter((text) => /^\d+$/.test(text ?? '')).length).toBeGreaterThanOrEqual(HOSTILE.length);
  });

  it('A18 so is the picture of the tree; each box says the whole in its title', () => {
    const document = parsed(pictureSvg(hostileRows(HOSTILE)));
    const titles = [...document.querySelectorAll('g > title')].map(({ textContent }) => textContent ?? '');
    expect(titles[0]).toMatch(/^<script>alert\(1\)<\/script> \(1\)\n45\.0 MiB, 100\.0 %/);
    expect(titles.length).toBe(HOSTILE.length);
  });

  it('A18 whatever the name is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 4 }), (names) => {
        parsed(tableSvg(hostileRows(names)));
        parsed(pictureSvg(hostileRows(names)));
      }),
      { numRuns: 60 },
    );
  });

  it('no text is wider than its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(200), (text, room) => {
        expect(measure(fitText(text, room, measure), false)).toBeLessThanOrEqual(room);
      }),
    );
    expect(fitText('abcdef', 28, measure)).toBe('abc…');
    expect(fitText('abc', 21, measure)).toBe('abc');
  });

  it('as many rows as a canvas holds', () => {
    expect(tableSvgHeight(MOST_ROWS.png)).toBeLessThanOrEqual(MOST_PIXELS);
    expect(MOST_ROWS.png).toBeGreaterThan(500);
  });

  it('the colours for paper are those of the light theme', () => {
    const css = readFileSync(join(import.meta.dirname, '../../renderer/styles/tokens.css'), 'utf8');
    const light = new Map([...css.matchAll(/--([\w-]+): (#\w+);/g)].reverse().map(([, name, value]) => [name!, value!]));
    const { tints, ...named } = PAPER;
    for (const [name, value] of [...Object.entries(named), ...tints.map((tint, i) => [`tint-${i}`, tint] as const)])
      expect(`${name} ${value}`).toBe(`${name} ${light.get(name)}`);
  });
});

describe('paper', () => {
  it('A18 holds every row with its head, as text', () => {
    const sheet = tableSheet({ title: 'All', name: 'Process', table: seen(hostileRows(HOSTILE)) });
    expect(sheet.querySelectorAll('tbody tr')).toHaveLength(HOSTILE.length);
    expect([...sheet.querySelectorAll('thead th')].map(({ textContent }) => textContent)).toEqual([
      'Process',
      'PID',
      'User',
      'CPU of a core',
      'Memory',
      'Command',
    ]);
    expect(sheet.querySelector('script, img, svg')).toBeNull();
    expect(sheet.textContent).toContain('<script>alert(1)</script>');
    expect(sheet.textContent).not.toMatch(/\u202e|\u001b/);
  });

  it('cuts a long command line, not the table', () => {
    const sheet = tableSheet({ title: 'All', name: 'Process', table: seen([process({ pid: 1, ppid: 0, args: ['x'.repeat(5000)] })]) });
    expect(sheet.querySelector('td.list')?.textContent).toMatch(/^x{200}…$/);
  });

  it('takes a picture in as an image, in which nothing runs', () => {
    const image = pictureSheet('Memory', pictureSvg(hostileRows(HOSTILE))).querySelector('img')!;
    expect(image.src).toMatch(/^data:image\/svg\+xml/);
    expect(image.alt).toBe('Memory');
  });
});
