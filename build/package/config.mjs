import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { setFuses } from './fuses.mjs';

/** What no program reads at run time: endings, and paths below the checkout. */
const NEEDLESS_ENDINGS = ['map', 'd.ts', 'd.cts', 'd.mts', 'md', 'c', 'cc', 'h', 'hh', 'inc', 'def', 'asm', 'S'];
const NEEDLESS = [
  ...['doc', 'lib', 'vendor', 'cnoke.cjs', 'src/koffi/CMakeLists.txt'].map((path) => `node_modules/koffi/${path}`),
  'node_modules/pidusage/CHANGELOG.md',
  ...(process.platform === 'win32' ? [] : ['node_modules/ps-list/vendor']),
];

/**
 * Whether a path below the checkout is needed at run time.
 * @param {string} path with slashes
 */
export function isNeeded(path) {
  return !NEEDLESS_ENDINGS.some((ending) => path.endsWith(`.${ending}`)) && !NEEDLESS.some((one) => path === one || path.startsWith(`${one}/`));
}

const SUMMARY = 'See processes as a tree, and why they are as they are';
const DESCRIPTION = 'A process explorer: the live process tree with STAT codes, zombies and orphans, and actions that never hit another process.';

/** Where a package puts what a system looks for in places of its own, as fpm takes it. */
const SYSTEM_FILES = {
  'dist/package/procession.1.gz': '/usr/share/man/man1/procession.1.gz',
  'build/package/completions/procession.bash': '/usr/share/bash-completion/completions/procession',
  'build/package/completions/procession.fish': '/usr/share/fish/vendor_completions.d/procession.fish',
  'build/package/metainfo.xml': '/usr/share/metainfo/local.procession.procession.metainfo.xml',
};
const DEB_FILES = { 'build/package/completions/_procession': '/usr/share/zsh/vendor-completions/_procession', LICENSE: '/usr/share/doc/procession/copyright' };
const RPM_FILES = { 'build/package/completions/_procession': '/usr/share/zsh/site-functions/_procession', LICENSE: '/usr/share/licenses/procession/LICENSE' };
/** @param {Readonly<Record<string, string>>[]} maps */
const toFpm = (...maps) => maps.flatMap((map) => Object.entries(map).map(([from, to]) => `${join(root, from)}=${to}`));

/**
 * What electron-builder is told. `electronDist`: a folder with the Electron of `electronVersion`; null: it is fetched. `cli`: the folder of the
 * command line (stageCli). `feed`: where the app may look for updates; null: nowhere. `isQuick`: packs less tightly.
 * @param {{ electronDist: string | null, electronVersion: string, output: string, cli: string, feed: string | null, isQuick?: boolean }} options
 */
export function packageConfig({ electronDist, electronVersion, output, cli, feed, isQuick = false }) {
  return {
    appId: 'local.procession.procession',
    productName: 'Procession',
    copyright: readFileSync(join(root, 'LICENSE'), 'utf8')
      .split('\n')
      .find((line) => line.startsWith('Copyright')),
    electronVersion,
    ...(electronDist === null ? {} : { electronDist }),
    directories: { output, buildResources: 'build/icons' },
    npmRebuild: false,
    // Writes what a feed must hold beside the packages (latest-linux.yml); nothing is ever sent from here.
    publish: feed === null ? null : { provider: 'generic', url: feed },
    asar: true,
    asarUnpack: ['**/*.node'],
    files: [
      'package.json',
      'dist/node/**/*',
      'dist/preload/**/*',
      'dist/renderer/**/*',
      // Programs of the command line, which has its own copy.
      '!dist/node/{procession,privilegeHelper}.js',
      'build/icons/256x256.png',
      `!**/*.{${NEEDLESS_ENDINGS.join(',')}}`,
      ...NEEDLESS.flatMap((path) => [`!${path}`, `!${path}/**/*`]),
    ],
    // The view's two languages.
    electronLanguages: ['en', 'en-US', 'zh-CN', 'zh_CN'],
    // There is no page of the project yet; both packages must name one.
    extraMetadata: { homepage: 'https://procession.invalid', desktopName: 'procession.desktop' },
    // Copied first, for what is packed as it is would be left out of the archive.
    extraResources: ['', '/node_modules'].map((part) => ({ from: `${cli}${part}`, to: `cli${part}` })),
    protocols: [{ name: 'Procession', schemes: ['procession'] }],
    afterPack: (/** @type {PackedApp} */ packed) => finishApp(packed, feed),
    linux: {
      executableName: 'procession',
      icon: 'build/icons',
      category: 'System;Monitor',
      maintainer: 'Procession maintainers <maintainers@procession.invalid>',
      synopsis: SUMMARY,
      description: DESCRIPTION,
      target: [{ target: 'deb' }, { target: 'AppImage' }, { target: 'rpm' }, { target: 'tar.gz' }],
      desktop: {
        entry: {
          GenericName: 'Process Explorer',
          'GenericName[zh_CN]': '进程浏览器',
          'Comment[zh_CN]': '以树形查看进程，并了解其状态的原因',
          Keywords: 'process;task;monitor;kill;zombie;pstree;top;进程;',
          StartupWMClass: 'Procession',
        },
      },
    },
    deb: {
      compression: isQuick ? 'gz' : 'xz',
      packageCategory: 'admin',
      depends: ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2 | libasound2t64', 'libatspi2.0-0', 'libnotify4', 'xdg-utils'],
      recommends: ['nodejs (>= 20.11)', 'libayatana-appindicator3-1 | libappindicator3-1'],
      afterInstall: 'build/package/afterInstall.sh',
      afterRemove: 'build/package/afterRemove.sh',
      fpm: toFpm(SYSTEM_FILES, DEB_FILES),
    },
    rpm: {
      compression: isQuick ? 'gzip' : 'xzmt',
      depends: ['gtk3', 'nss', 'mesa-libgbm', 'alsa-lib', 'at-spi2-core', 'libnotify', 'xdg-utils'],
      afterInstall: 'build/package/afterInstall.sh',
      afterRemove: 'build/package/afterRemove.sh',
      fpm: toFpm(SYSTEM_FILES, RPM_FILES),
    },
    mac: {
      category: 'public.app-category.utilities',
      icon: 'build/icons/icon.icns',
      target: ['dmg', 'zip'].map((target) => ({ target, arch: ['universal'] })),
    },
    win: { icon: 'build/icons/icon.ico', target: ['nsis', 'zip'].map((target) => ({ target, arch: ['x64', 'arm64'] })) },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  };
}

/**
 * What the app and electron-updater read of a feed. JSON is YAML, which the latter wants.
 * @param {string} url
 */
export const feedText = (url) => JSON.stringify({ provider: 'generic', url, updaterCacheDirName: 'procession-updater' });

/** @typedef {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string }, executableName?: string } }} PackedApp */

/**
 * Takes out what stands in for Electron's default app in some of its builds, names the feed of updates, and sets the fuses.
 * @param {PackedApp} packed
 * @param {string | null} feed
 */
async function finishApp({ appOutDir, electronPlatformName, packager }, feed) {
  const resources =
    electronPlatformName === 'darwin' ? join(appOutDir, `${packager.appInfo.productFilename}.app/Contents/Resources`) : join(appOutDir, 'resources');
  // Not app-update.yml: that one is electron-builder's, written later and only for some packages.
  if (feed !== null) writeFileSync(join(resources, 'update-feed.json'), feedText(feed));
  const { productFilename } = packager.appInfo;
  const programs = {
    darwin: `${productFilename}.app/Contents/Frameworks/Electron Framework.framework/Electron Framework`,
    win32: `${productFilename}.exe`,
    linux: packager.executableName ?? 'procession',
  };
  const name = /** @type {Readonly<Record<string, string>>} */ (programs)[electronPlatformName];
  if (name === undefined) throw new Error(`no packages for ${electronPlatformName}`);
  if (electronPlatformName !== 'darwin') rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
  const program = join(appOutDir, name);
  const binary = readFileSync(program);
  setFuses(binary);
  writeFileSync(program, binary);
}
