import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { findCycles } from './cycles.mjs';
import { FOLDERS, LAYERS, MODULES, RULES } from './rules.mjs';
import { scan } from './scan.mjs';

/** @typedef {import('./scan.mjs').Source & { path: string }} File */

/** Declarations (`.d.ts`) of foreign modules run nowhere and are left out. */
const SOURCE = /(?<!\.d)\.(?:ts|tsx|mts|cts|js|mjs|cjs|jsx)$/;

/**
 * Checks every source of a checkout against the tables of rules.mjs.
 * @param {string} root
 * @returns {{ files: number, violations: string[] }} violations as `path:line: what is wrong`
 */
export function checkLayers(root) {
  const files = FOLDERS.flatMap((folder) => list(root, folder)).map((path) => ({ path, ...scan(readFileSync(join(root, path), 'utf8')) }));
  const violations = [
    ...unseen(files),
    ...files.flatMap((file) => [...checkImports(root, file), ...checkText(file), ...checkBarrel(file)]),
    ...findCycles(new Map(files.map((file) => [file.path, file.imports.flatMap(({ from }) => resolve(file.path, from) ?? [])]))).map(
      (cycle) => `${cycle[0]}:1: a cycle of imports: ${[...cycle, cycle[0]].join(' → ')}`,
    ),
  ];
  return { files: files.length, violations };
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]} paths with slashes, relative to the root
 */
function list(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : list(root, path);
    return SOURCE.test(entry.name) ? [path] : [];
  });
}

/**
 * A check that sees no files has not checked.
 * @param {readonly File[]} files
 */
function unseen(files) {
  return [...new Set([...FOLDERS, ...LAYERS.map(({ folder }) => folder)])]
    .filter((folder) => !files.some(({ path }) => isIn(path, folder)))
    .map((folder) => `${folder}: the import check sees no file here`);
}

/**
 * @param {string} path
 * @param {string} folder
 */
const isIn = (path, folder) => path.startsWith(`${folder}/`);

/**
 * @param {string} path
 * @param {readonly string[]} except files, and folders with a final slash
 */
const isExcepted = (path, except) => except.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));

/**
 * The file that a relative specifier names; null for a package.
 * @param {string} path
 * @param {string} from
 */
function resolve(path, from) {
  return from.startsWith('.') ? posix.join(dirname(path), from.replace(/[?#].*$/, '')) : null;
}

/**
 * @param {string} root
 * @param {File} file
 */
function checkImports(root, { path, imports, unread }) {
  const layer = LAYERS.find(({ folder }) => isIn(path, folder));
  /** @type {string[]} */
  const violations = [];
  const isProduct = isIn(path, 'shared') || isIn(path, 'renderer') || isIn(path, 'electron');
  if (isProduct && layer === undefined) violations.push(`${path}:1: belongs to no layer`);
  if (isProduct) violations.push(...unread.map(({ line, text }) => `${path}:${line}: ${text}`));
  for (const { from, line, isType } of imports) {
    const at = `${path}:${line}: imports ${from}`;
    const target = resolve(path, from);
    if (target !== null && isProduct && !existsSync(join(root, target))) violations.push(`${at}, which is no file (endings are written out)`);
    if (layer !== undefined && !mayImport(layer, from, target)) violations.push(`${at}, which ${layer.folder} may not`);
    const rule = MODULES.find(({ module, except }) => module.test(from) && !isType && !isExcepted(path, except));
    if (rule !== undefined) violations.push(`${at}: ${rule.name}`);
  }
  return violations;
}

/**
 * @param {import('./rules.mjs').Layer} layer
 * @param {string} from
 * @param {string | null} target
 */
function mayImport(layer, from, target) {
  if (target !== null) return layer.folders.some((folder) => isIn(target, folder));
  if (from.startsWith('node:') || builtinModules.includes(from)) return layer.node;
  return layer.packages.some((pattern) => pattern.test(from));
}

/** @param {File} file */
function checkText({ path, code }) {
  return RULES.filter(({ within, except }) => within.some((folder) => isIn(path, folder)) && !isExcepted(path, except)).flatMap(({ name, pattern }) => {
    const found = pattern.exec(code);
    return found === null ? [] : [`${path}:${code.slice(0, found.index).split('\n').length}: ${name}`];
  });
}

/**
 * A barrel only passes on what others export.
 * @param {File} file
 */
function checkBarrel({ path, code }) {
  const passesOn = /\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\}\s*from\b)/.test(code) || (/\bexport\s*\{/.test(code) && /\bimport\b/.test(code));
  const rest = code
    .replace(/\bimport\s[^;]*?(?:'\s*'|"\s*");?/g, '')
    .replace(/\bexport\s+(?:type\s+)?(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})(?:\s*from\s*(?:'\s*'|"\s*"))?;?/g, '');
  return passesOn && rest.trim() === '' ? [`${path}:1: only passes on what others export (a barrel)`] : [];
}
