import { describe, expect, it } from 'vitest';
import { findDeepLink, parseDeepLink } from '../../../electron/desktop/deepLink.ts';
import { countForBadge, FindingNews, isAsked } from '../../../electron/desktop/findingNews.ts';
import { findHelperProgram } from '../../../electron/desktop/helperProgram.ts';
import { describeTray } from '../../../electron/desktop/trayText.ts';
import { type Area, LEAST, placeWindow, SIZE, type WindowPlace } from '../../../electron/desktop/windowPlace.ts';
import { OTHER_RULES } from '../../../shared/settings/desktop.ts';
import type { Finding } from '../../../shared/process/diagnosis/finding.ts';
import { rowOf } from '../../../shared/process/row.ts';

describe('a deep link', () => {
  it.each([
    ['procession://pid/1234', 1234],
    ['procession://pid/1234/', 1234],
    ['procession://pid/1', 1],
    ['procession://pid/4194304', 4_194_304],
    ['procession://pid/4194305', null],
    ['procession://pid/0', null],
    ['procession://pid/-1', null],
    ['procession://pid/01', null],
    ['procession://pid/1e3', null],
    ['procession://pid/12345678901', null],
    ['procession://pid/', null],
    ['procession://pid/1234?kill', null],
    ['procession://pid/1234#x', null],
    ['procession://pid/1234/kill', null],
    ['procession://kill/1234', null],
    ['PROCESSION://pid/1234', null],
    [' procession://pid/1234', null],
    ['procession://pid/1234\n', null],
    ['procession://pid@evil.example/1234', null],
    ['https://evil.example/procession://pid/1234', null],
    ['javascript:alert(1)', null],
    ['', null],
  ])('%j → %s', (link, pid) => {
    expect(parseDeepLink(link)).toBe(pid);
  });

  it('is found among the words of a command line', () => {
    expect(findDeepLink(['electron', '--no-sandbox', '.', 'procession://pid/7', 'procession://pid/8'])).toBe(7);
    expect(findDeepLink(['electron', '.', '1234'])).toBeNull();
  });
});

describe('where the window opens', () => {
  const screen: Area = { x: 0, y: 25, width: 1920, height: 1055 };
  const second: Area = { x: 1920, y: 0, width: 1280, height: 1024 };
  const kept = (place: Partial<WindowPlace>): WindowPlace => ({ x: 100, y: 100, width: 1000, height: 700, isMaximized: false, ...place });

  it.each<[string, WindowPlace | null, readonly [Area, ...Area[]], object]>([
    ['the first time', null, [screen], SIZE],
    ['the first time, on a small screen', null, [{ x: 0, y: 0, width: 800, height: 600 }], { width: 800, height: 600 }],
    ['where it stood', kept({}), [screen], { x: 100, y: 100, width: 1000, height: 700 }],
    ['on the second screen', kept({ x: 2000 }), [screen, second], { x: 2000, y: 100, width: 1000, height: 700 }],
    ['when that screen is gone', kept({ x: 2000 }), [screen], { width: 1000, height: 700 }],
    ['larger than the screen it stood on', kept({ width: 5000, height: 5000 }), [screen], { x: 100, y: 100, width: 1920, height: 1055 }],
    ['smaller than it may be', kept({ width: 10, height: 10 }), [screen], { ...LEAST }],
    ['with its upper edge above the screen', kept({ y: -50 }), [screen], { width: 1000, height: 700 }],
    ['with its upper edge below it', kept({ y: 1070 }), [screen], { width: 1000, height: 700 }],
    ['out to the left, but for a little', kept({ x: -990 }), [screen], { width: 1000, height: 700 }],
    ['out to the left, within reach', kept({ x: -800 }), [screen], { x: -800, y: 100, width: 1000, height: 700 }],
  ])('%s', (_name, place, areas, expected) => {
    expect(placeWindow(place, areas)).toEqual(expected);
  });
});

describe('the tray’s text', () => {
  const row = (pid: number, cpuPercent: number | null, comm = `p${pid}`) => rowOf({ pid, ppid: 1, startTime: pid, comm, cpuPercent }, null);
  const cpu = { user: 20, nice: 0, system: 5, iowait: 5, irq: 0, steal: 0, idle: 70 };

  it('has the machine’s CPU and the three busiest, the busiest first', () => {
    const { figure, title, top } = describeTray([row(1, 1), row(2, 90), row(3, null), row(4, 33.25), row(5, 0), row(6, 12)], { cpu }, 'en');
    expect([figure, title]).toEqual(['25.0 %', 'CPU of the machine: 25.0 %']);
    expect(top.map(({ label }) => label)).toEqual(['p2 (2)  90.0 %', 'p4 (4)  33.3 %', 'p6 (6)  12.0 %']);
    expect(top[0]!.id).toMatchObject({ pid: 2, startTime: 2 });
  });

  it('says a dash before there is a figure, and lists nobody who does nothing', () => {
    expect(describeTray([row(1, null), row(2, 0)], { cpu: null }, 'zh')).toEqual({ figure: '–', title: '整机 CPU: –', top: [] });
  });

  it('A5 A6 holds no control character of a name', () => {
    const { top } = describeTray([row(1, 5, '\u001b[31m'), row(2, 4, 'a\u202eb'), row(3, 3, '')], { cpu }, 'en');
    expect(top.map(({ label }) => label.split(' (')[0])).toEqual(['\\e[31m', 'a\\u{202e}b', '∅']);
  });
});

describe('findings that the user asked about', () => {
  const finding = (id: string, rule: string, since: number | null = 5, severity: Finding['severity'] = 'warning') =>
    ({ id, rule, since, severity }) as unknown as Finding;

  it('are told once, when they are new', () => {
    const news = new FindingNews();
    const first = [finding('a', 'zombie', null)];
    expect(news.take(first, ['zombie'])).toEqual([]);
    const second = [...first, finding('b', 'zombie'), finding('c', 'stuck')];
    expect(news.take(second, ['zombie']).map(({ id }) => id)).toEqual(['b']);
    expect(news.take(second, ['zombie', 'stuck'])).toEqual([]);
    expect(news.take([], ['zombie'])).toEqual([]);
    expect(news.take([finding('b', 'zombie')], ['zombie']).map(({ id }) => id)).toEqual(['b']);
  });

  it('of a rule that has no name of its own go under the others', () => {
    expect(isAsked('zombie', [OTHER_RULES])).toBe(false);
    expect(isAsked('a rule of tomorrow', [OTHER_RULES])).toBe(true);
    expect(isAsked('a rule of tomorrow', ['zombie', 'stuck'])).toBe(false);
  });

  it('count for the badge where they may need someone', () => {
    expect(countForBadge([finding('a', 'x', 1, 'problem'), finding('b', 'x', 1, 'warning'), finding('c', 'x', 1, 'note')])).toBe(2);
  });
});

describe('the helper for one action with privilege', () => {
  const place = { dist: '/src/dist', electron: '/src/electron', isPackaged: true, resources: '/opt/Procession/resources', isAppImage: false };
  const script = '/opt/Procession/resources/cli/dist/node/privilegeHelper.js';

  it.each([
    [
      'is Electron as Node in the checkout',
      { isPackaged: false },
      [],
      { node: '/src/electron', isElectron: true, script: '/src/dist/node/privilegeHelper.js' },
    ],
    ['is the system’s Node where the app is installed', {}, ['/usr/bin/node'], { node: '/usr/bin/node', isElectron: false, script }],
    ['is none where the system has no Node', {}, ['/home/me/bin/node'], null],
    ['is none in an AppImage', { isAppImage: true }, ['/usr/bin/node'], null],
  ])('%s', (_name, change, there, expected) => {
    expect(findHelperProgram({ ...place, ...change }, (path) => (there as string[]).includes(String(path)))).toEqual(expected);
  });
});
