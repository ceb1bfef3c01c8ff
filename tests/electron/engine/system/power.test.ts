import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isOnBattery, type PowerSupply, readPowerSupplies } from '../../../../electron/engine/system/power.ts';

const supply = (type: string, more: Partial<PowerSupply> = {}): PowerSupply => ({ type, scope: null, status: null, online: null, ...more });
const battery = (status: string) => supply('Battery', { status });

it.each([
  ['a machine without a battery', [], null],
  ['mains alone', [supply('Mains', { online: '1' })], null],
  ['unplugged', [supply('Mains', { online: '0' }), battery('Discharging')], true],
  ['plugged in', [supply('Mains', { online: '1' }), battery('Charging')], false],
  ['full and plugged in', [supply('Mains', { online: '1' }), battery('Full')], false],
  ['a weak charger', [supply('USB', { online: '1' }), battery('Discharging')], false],
  ['USB ports without a charger', [supply('USB', { online: '0' }), supply('USB', { online: '0' }), battery('Discharging')], true],
  ['one of two batteries gives', [battery('Unknown'), battery('Discharging')], true],
  ['a mouse on its own battery', [supply('Battery', { scope: 'Device', status: 'Discharging' })], null],
  ['no mains to be seen', [battery('Not charging')], false],
])('%s', (_, supplies, expected) => {
  expect(isOnBattery(supplies)).toBe(expected);
});

it('reads what is there', () => {
  const root = mkdtempSync(join(tmpdir(), 'power-'));
  mkdirSync(join(root, 'BAT0'));
  writeFileSync(join(root, 'BAT0', 'type'), 'Battery\n');
  writeFileSync(join(root, 'BAT0', 'status'), 'Discharging\n');
  expect(readPowerSupplies(root)).toEqual([battery('Discharging')]);
  expect(readPowerSupplies(join(root, 'none'))).toEqual([]);
  rmSync(root, { recursive: true });
});
