import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language, Text } from '../../shared/words/text.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;
type Entry = readonly [role: Role, label: Text];

const EDIT: readonly Entry[] = [
  ['undo', { en: 'Undo', zh: '撤销' }],
  ['redo', { en: 'Redo', zh: '重做' }],
  ['cut', { en: 'Cut', zh: '剪切' }],
  ['copy', { en: 'Copy', zh: '复制' }],
  ['paste', { en: 'Paste', zh: '粘贴' }],
  ['selectAll', { en: 'Select All', zh: '全选' }],
];

const VIEW: readonly Entry[] = [
  ['reload', { en: 'Reload', zh: '重新加载' }],
  ['zoomIn', { en: 'Zoom In', zh: '放大' }],
  ['zoomOut', { en: 'Zoom Out', zh: '缩小' }],
  ['resetZoom', { en: 'Actual Size', zh: '实际大小' }],
  ['togglefullscreen', { en: 'Full Screen', zh: '全屏' }],
];

const WINDOW: readonly Entry[] = [
  ['minimize', { en: 'Minimize', zh: '最小化' }],
  ['close', { en: 'Close', zh: '关闭' }],
];

const QUIT: readonly Entry[] = [['quit', { en: 'Quit Procession', zh: '退出 Procession' }]];

/** The application menu, of native roles alone. */
export function showMenu(language: Language): void {
  const menu = (label: Text, entries: readonly Entry[]): MenuItemConstructorOptions => ({
    label: label[language],
    submenu: entries.map(([role, text]) => ({ role, label: text[language] })),
  });
  const isMac = process.platform === 'darwin';
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      menu({ en: isMac ? app.name : 'File', zh: isMac ? app.name : '文件' }, QUIT),
      menu({ en: 'Edit', zh: '编辑' }, EDIT),
      menu({ en: 'View', zh: '显示' }, VIEW),
      menu({ en: 'Window', zh: '窗口' }, WINDOW),
    ]),
  );
}
