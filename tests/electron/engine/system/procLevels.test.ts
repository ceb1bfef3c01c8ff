import { describe, expect, it } from 'vitest';
import { parseLoadavg, parseMeminfo, parsePressure } from '../../../../electron/engine/system/procLevels.ts';

const KIB = 1024;

describe('meminfo', () => {
  const text = `MemTotal:       24684084 kB
MemFree:        24006400 kB
MemAvailable:   24104596 kB
Buffers:            2972 kB
Cached:           267612 kB
SwapCached:            5 kB
SwapTotal:       2097148 kB
SwapFree:        1048576 kB
SReclaimable:     116176 kB
HugePages_Total:       0
`;
  it('available is what the kernel says, not what is free', () => {
    expect(parseMeminfo(text)).toEqual({
      memory: { total: 24684084 * KIB, available: 24104596 * KIB, cached: (2972 + 267612 + 116176) * KIB },
      swap: { total: 2097148 * KIB, free: 1048576 * KIB },
    });
  });

  it.each([
    ['no MemAvailable (before 3.14)', text.replace(/^MemAvailable.*\n/m, ''), { total: 24684084 * KIB, available: null, cached: expect.any(Number) }],
    ['no SReclaimable', text.replace(/^SReclaimable.*\n/m, ''), { total: 24684084 * KIB, available: 24104596 * KIB, cached: null }],
    ['no total', text.replace(/^MemTotal.*\n/m, ''), null],
    ['nothing', '', null],
    ['no number', 'MemTotal: lots kB\n', null],
  ])('%s', (_, odd, memory) => {
    expect(parseMeminfo(odd).memory).toEqual(memory);
  });
});

describe('loadavg', () => {
  it.each([
    ['14.05 8.38 4.54 1/85 10913\n', [14.05, 8.38, 4.54]],
    ['0.00 0.00 0.00 0/0 0\n', [0, 0, 0]],
    ['', null],
    ['1.0 2.0', null],
    ['-1.0 0.0 0.0 1/1 1\n', null],
  ])('%j', (text, load) => {
    expect(parseLoadavg(text)).toEqual(load);
  });
});

describe('pressure', () => {
  const both = 'some avg10=1.72 avg60=2.49 avg300=2.45 total=516008317\nfull avg10=0.05 avg60=0.00 avg300=0.00 total=0\n';
  it.each([
    ['some and full', both, true, { some: 1.72, full: 0.05 }],
    ['the full line of cpu means nothing', both, false, { some: 1.72, full: null }],
    ['cpu before 5.13 has no full line', both.split('\n')[0]!, false, { some: 1.72, full: null }],
    ['a full line that is missing', both.split('\n')[0]!, true, { some: 1.72, full: null }],
    ['nothing', '', true, null],
    ['words', 'some avg10=x\n', true, null],
  ])('%s', (_, text, hasFull, pressure) => {
    expect(parsePressure(text, hasFull)).toEqual(pressure);
  });
});
