import { join } from 'node:path';
import { root } from '../root.mjs';

/**
 * The preload: one CommonJS file, since a sandboxed preload can load nothing else.
 * @param {string} outDir
 * @param {string} entry
 * @returns {Promise<import('vite').InlineConfig>}
 */
export async function preloadConfig(outDir, entry) {
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
        output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
      },
    },
  };
}
