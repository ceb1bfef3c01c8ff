import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser, INSTALL_BROWSER } from '../browser.mjs';
import { isProgram, root } from '../root.mjs';

/** px of the pictures that desktops look for. */
export const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Pictures of an .ico; PNG in all of them (Windows Vista and newer). */
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Names of the pictures of an .icns, by px (Icon Composer's PNG kinds). */
const ICNS_KINDS = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
]);

/**
 * An .ico of PNGs: a directory of 16 bytes each behind a header of 6, then the pictures.
 * @param {readonly { size: number, png: Buffer }[]} pictures
 */
export function packIco(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    // 0 says 256.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/**
 * An .icns of PNGs: its length in its header, and a header of kind and length before each picture.
 * @param {readonly { kind: string, png: Buffer }[]} pictures
 */
export function packIcns(pictures) {
  /** @param {string} name @param {number} length */
  const header = (name, length) => {
    const bytes = Buffer.alloc(8);
    bytes.write(name, 'latin1');
    bytes.writeUInt32BE(length + 8, 4);
    return bytes;
  };
  const parts = pictures.flatMap(({ kind, png }) => [header(kind, png.length), png]);
  return Buffer.concat([
    header(
      'icns',
      parts.reduce((sum, part) => sum + part.length, 0),
    ),
    ...parts,
  ]);
}

/** Draws build/icons from the view's own picture, with an installed browser. They are kept in the repository: a package is built without one. */
async function main() {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(INSTALL_BROWSER);
  const svg = readFileSync(join(root, 'renderer', 'icon.svg'), 'utf8').replace('<svg ', '<svg width="100%" height="100%" ');
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.geteuid?.() !== 0 });
  /** @type {Map<number, Buffer>} */
  const pictures = new Map();
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>html, body { margin: 0; height: 100%; } svg { display: block; }</style>${svg}`);
    pictures.set(size, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
  await browser.close();
  const folder = join(root, 'build', 'icons');
  mkdirSync(folder, { recursive: true });
  const of = (/** @type {number} */ size) => /** @type {Buffer} */ (pictures.get(size));
  for (const size of SIZES) writeFileSync(join(folder, `${size}x${size}.png`), of(size));
  writeFileSync(join(folder, 'icon.ico'), packIco(ICO_SIZES.map((size) => ({ size, png: of(size) }))));
  writeFileSync(join(folder, 'icon.icns'), packIcns(ICNS_KINDS.map(([kind, size]) => ({ kind, png: of(size) }))));
}

if (isProgram(import.meta.url)) await main();
