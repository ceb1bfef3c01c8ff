import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

/** Packages that stay outside the bundle: they carry binaries, or are the runtime itself. */
const EXTERNAL = ['electron', 'ps-list', 'pidusage', 'ws', 'koffi'];

/**
 * The programs on Node's side: ES modules that find each other by `import.meta.dirname`.
 * @param {string} outDir
 * @param {Readonly<Record<string, string>>} programs sources by the name of their output
 * @returns {Promise<import('vite').InlineConfig>}
 */
export async function nodeConfig(outDir, programs) {
  const input = Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, join(root, path)]));
  const needsHashbang = (/** @type {string} */ path) => !readFileSync(join(root, path), 'utf8').startsWith('#!');
  return {
    root,
    ssr: { target: 'node', noExternal: true, external: EXTERNAL },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          banner: (chunk) => (chunk.isEntry && chunk.name === 'procession' && needsHashbang(programs.procession ?? '') ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  };
}
