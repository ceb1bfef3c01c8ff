import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, entryOf, isDefault, SETTING_IDS, SETTINGS, settingsChange, withChange } from '../../../shared/settings/registry.ts';
import { formatSettings, LONGEST_SETTINGS, NOTHING_STORED, parseSettings, SETTINGS_VERSION } from '../../../shared/settings/settingsText.ts';

const read = (text: string) => {
  const stored = parseSettings(text);
  if (stored === null) throw new Error('it is read as broken');
  return stored;
};
const fileOf = (content: object): string => JSON.stringify({ version: SETTINGS_VERSION, ...content });

describe('the list of settings', () => {
  it('every default, and everything that the dialog offers, fits its own schema', () => {
    for (const id of SETTING_IDS) {
      const { schema, fallback } = SETTINGS[id];
      expect([id, schema.safeParse(fallback).success]).toEqual([id, true]);
      const control = entryOf(id)?.control;
      const offered =
        control?.kind === 'choice'
          ? control.options.map(({ value }) => value)
          : control?.kind === 'several'
            ? [control.options.map(({ value }) => value)]
            : control?.kind === 'span'
              ? [control.least, control.most, control.least + control.step]
              : control?.kind === 'switch'
                ? [true, false]
                : [];
      for (const value of offered) expect([id, value, schema.safeParse(value).success]).toEqual([id, value, true]);
    }
  });

  it.each([
    ['an interval that is too short', { interval: 499 }],
    ['one that is too long', { interval: 10_001 }],
    ['one that is no number', { interval: Number.NaN }],
    ['a density that there is not', { density: 22 }],
    ['a language that there is not', { language: 'xx' }],
    ['a setting that there is not', { run: 'rm -rf /' }],
    ['a prototype', JSON.parse('{"__proto__":{"tray":true}}')],
    ['a width that is too large', { widths: { pid: 1e9 } }],
    ['far too many branches', { branches: Array.from({ length: 301 }, (_, index) => [`p${index}`, true]) }],
    ['names that are too long together', { branches: Array.from({ length: 200 }, (_, index) => [`${'x'.repeat(190)}${index}`, true]) }],
  ])('a view cannot set %s', (_name, set) => {
    expect(settingsChange.safeParse({ set, reset: [] }).success).toBe(false);
  });

  it('a view cannot reset what there is not', () => {
    expect(settingsChange.safeParse({ set: {}, reset: ['version'] }).success).toBe(false);
    expect(settingsChange.safeParse({ set: {}, reset: SETTING_IDS }).success).toBe(true);
  });

  it('a change leaves alone what it does not name, and what is the same', () => {
    const after = withChange(DEFAULTS, { set: { theme: 'dark', columns: [...DEFAULTS.columns] }, reset: [] });
    expect(after).toEqual({ ...DEFAULTS, theme: 'dark' });
    expect(after.columns).toBe(DEFAULTS.columns);
    expect(isDefault('theme', after.theme)).toBe(false);
    expect(withChange(after, { set: {}, reset: ['theme'] })).toEqual(DEFAULTS);
  });
});

describe('the text of a file of settings', () => {
  // What is called so is dropped by the schema: no field is.
  const fieldId = fc.string({ minLength: 1, maxLength: 10 }).filter((id) => id !== '__proto__');
  const values = fc.record(
    {
      theme: fc.constantFrom('system', 'light', 'dark'),
      density: fc.constantFrom(20, 24, 28),
      interval: fc.integer({ min: 500, max: 10_000 }),
      columns: fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 20 }),
      widths: fc.dictionary(fieldId, fc.integer({ min: 40, max: 1200 }), { noNullPrototype: true }),
      branches: fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 30 }), fc.boolean()), { maxLength: 20 }),
      tray: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  it('is read as it was written, whatever is in it, and written again the same', () => {
    fc.assert(
      fc.property(values, fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (set, unknown) => {
        const before = read(fileOf(Object.fromEntries(Object.entries(unknown).filter(([id]) => id !== 'version' && !(id in DEFAULTS)))));
        const text = formatSettings(before, { set, reset: [] });
        const after = read(text);
        expect(after.values).toEqual(withChange(DEFAULTS, { set, reset: [] }));
        expect(after.unfit).toEqual([]);
        expect({ ...after.raw }).toEqual({ ...before.raw, ...set });
        expect(formatSettings(after, { set: {}, reset: [] })).toBe(text);
      }),
    );
  });

  it('any text is read without an exception, and all of its values fit', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .dictionary(fc.constantFrom(...SETTING_IDS, 'version', '__proto__', 'constructor'), fc.oneof(fc.jsonValue(), fc.constant(1), fc.constant(3)))
        .map((content) => JSON.stringify({ version: 2, ...content })),
    );
    fc.assert(
      fc.property(text, (content) => {
        const stored = parseSettings(content);
        if (stored === null) return;
        for (const id of SETTING_IDS) expect(SETTINGS[id].schema.safeParse(stored.values[id]).success).toBe(true);
        for (const id of stored.unfit) expect(stored.values[id]).toEqual(DEFAULTS[id]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nothing', ''],
    ['half of JSON', '{"version":2,"th'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no version', '{"theme":"dark"}'],
    ['a version that is none', '{"version":"2"}'],
    ['the version 0', '{"version":0}'],
    ['half a version', '{"version":1.5}'],
    ['far too much', JSON.stringify({ version: 2, x: 'x'.repeat(LONGEST_SETTINGS) })],
    ['what is nested too deeply to be written again', `{"version":2,"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ])('%s is no file of settings', (_name, text) => {
    expect(parseSettings(text)).toBeNull();
  });

  it('the file of the first version, which was the desktop app’s, is taken over', () => {
    const stored = read('{"version":1,"tray":true,"closeToTray":true,"notify":["zombie"]}');
    expect(stored).toMatchObject({ values: { tray: true, closeToTray: true, notify: ['zombie'], theme: 'system' }, unfit: [] });
    expect(JSON.parse(formatSettings(stored, { set: { theme: 'dark' }, reset: [] }))).toEqual({
      version: SETTINGS_VERSION,
      tray: true,
      closeToTray: true,
      notify: ['zombie'],
      theme: 'dark',
    });
  });

  it('of a newer version what is known counts, what is not known or of another kind is neither lost nor said to be broken', () => {
    const newer = '{"version":9,"theme":"dark","density":{"table":20},"telepathy":{"on":true}}';
    const stored = read(newer);
    expect(stored).toMatchObject({ values: { theme: 'dark', density: DEFAULTS.density }, unfit: [] });
    expect(JSON.parse(formatSettings(stored, { set: { units: 'decimal' }, reset: ['theme'] }))).toEqual({
      version: 9,
      density: { table: 20 },
      telepathy: { on: true },
      units: 'decimal',
    });
  });

  it('a value that does not fit is named, and the others count', () => {
    expect(read(fileOf({ theme: 'dark', density: '24', interval: null, notify: [7] }))).toMatchObject({
      values: { theme: 'dark', density: 24, interval: 1000, notify: [] },
      unfit: ['density', 'interval', 'notify'],
    });
  });

  it('a prototype in it is content like any other', () => {
    const stored = read('{"version":2,"__proto__":{"theme":"dark"},"constructor":1}');
    expect(stored.values).toEqual(DEFAULTS);
    expect(formatSettings(stored, { set: {}, reset: [] })).toContain('"__proto__"');
    expect({}).not.toHaveProperty('theme');
  });

  it('what was chosen nowhere is not written', () => {
    expect(formatSettings(NOTHING_STORED, { set: { theme: undefined, tray: true }, reset: ['density'] })).toBe(`{\n  "version": 2,\n  "tray": true\n}\n`);
  });
});
