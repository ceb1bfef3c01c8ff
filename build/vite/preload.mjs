import { join } from 'node:path';
import { root } from '../root.mjs';

/**
 * One CommonJS file: a sandboxed preload can load nothing else, and Electron's `-r` loads nothing else at once.
 * @param {string} outDir
 * @param {string} entry
 * @param {string} fileName
 * @returns {Promise<import('vite').InlineConfig>}
 */
export async function preloadConfig(outDir, entry, fileName) {
  return {
    root,
    ssr: { target: 'node', noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      minify: false,
      rolldownOptions: {
        input: join(root, entry),
        output: { format: 'cjs', entryFileNames: fileName, codeSplitting: false },
      },
    },
  };
}
