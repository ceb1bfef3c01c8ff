import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language, Text } from '../../shared/words/text.ts';
import type { Shown } from './ipcPort.ts';
import { describeUpdate, type UpdateState } from './updates.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;
type Entry = readonly [role: Role, label: Text] | 'separator';

const EDIT: readonly Entry[] = [
  ['undo', { en: 'Undo', zh: '撤销' }],
  ['redo', { en: 'Redo', zh: '重做' }],
  'separator',
  ['cut', { en: 'Cut', zh: '剪切' }],
  ['copy', { en: 'Copy', zh: '复制' }],
  ['paste', { en: 'Paste', zh: '粘贴' }],
  ['selectAll', { en: 'Select All', zh: '全选' }],
];

const VIEW: readonly Entry[] = [
  ['reload', { en: 'Reload', zh: '重新加载' }],
  'separator',
  ['zoomIn', { en: 'Zoom In', zh: '放大' }],
  ['zoomOut', { en: 'Zoom Out', zh: '缩小' }],
  ['resetZoom', { en: 'Actual Size', zh: '实际大小' }],
  'separator',
  ['togglefullscreen', { en: 'Full Screen', zh: '全屏' }],
];

const WINDOW: readonly Entry[] = [
  ['minimize', { en: 'Minimize', zh: '最小化' }],
  ['zoom', { en: 'Zoom', zh: '缩放' }],
  ['close', { en: 'Close', zh: '关闭' }],
];

const ABOUT: readonly Entry[] = [['about', { en: 'About Procession', zh: '关于 Procession' }]];
const QUIT: readonly Entry[] = [['quit', { en: 'Quit Procession', zh: '退出 Procession' }]];
/** What macOS expects in the menu that has the app's name. */
const MAC_APP: readonly Entry[] = [
  ['services', { en: 'Services', zh: '服务' }],
  'separator',
  ['hide', { en: 'Hide Procession', zh: '隐藏 Procession' }],
  ['hideOthers', { en: 'Hide Others', zh: '隐藏其他' }],
  ['unhide', { en: 'Show All', zh: '全部显示' }],
  'separator',
];

const SETTINGS: Text = { en: 'Settings…', zh: '设置…' };
const HELP: Text = { en: 'States, Words, Keys', zh: '状态、术语、按键' };

/** How far an update has come, and its next step; null: updates are off. */
export type UpdateEntry = { readonly state: UpdateState; readonly step: () => void } | null;

/** The application menu: native roles, updates, and what the view shows when it is asked to. */
export function showMenu(language: Language, show: (what: Shown) => void, updates: UpdateEntry): void {
  const menu = (label: Text, submenu: MenuItemConstructorOptions[]): MenuItemConstructorOptions => ({ label: label[language], submenu });
  const roles = (entries: readonly Entry[]): MenuItemConstructorOptions[] =>
    entries.map((entry) => (entry === 'separator' ? { type: 'separator' } : { role: entry[0], label: entry[1][language] }));
  const choices: MenuItemConstructorOptions = { id: 'settings', label: SETTINGS[language], accelerator: 'CmdOrCtrl+,', click: () => show('settings') };
  const help: MenuItemConstructorOptions = { id: 'help', label: HELP[language], click: () => show('help') };
  const about = [...roles(ABOUT), ...(updates === null ? [] : [updateItem(updates, language)])];
  const isMac = process.platform === 'darwin';
  const first = isMac
    ? menu({ en: app.name, zh: app.name }, [...about, { type: 'separator' }, choices, { type: 'separator' }, ...roles([...MAC_APP, ...QUIT])])
    : menu({ en: 'File', zh: '文件' }, [choices, { type: 'separator' }, ...roles(QUIT)]);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      first,
      menu({ en: 'Edit', zh: '编辑' }, roles(EDIT)),
      menu({ en: 'View', zh: '显示' }, roles(VIEW)),
      menu({ en: 'Window', zh: '窗口' }, roles(WINDOW)),
      menu({ en: 'Help', zh: '帮助' }, [help, ...(isMac ? [] : about)]),
    ]),
  );
}

function updateItem({ state, step }: NonNullable<UpdateEntry>, language: Language): MenuItemConstructorOptions {
  const { label, isEnabled } = describeUpdate(state);
  return { id: 'updates', label: label[language], enabled: isEnabled, click: step };
}
