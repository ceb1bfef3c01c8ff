import { join } from 'node:path';
import { root } from '../root.mjs';

/**
 * The view. Nothing is inlined, neither scripts nor styles nor pictures, so that its content security policy can stay strict; paths are
 * relative, so that `app://` and the browser host serve the same files.
 * @param {string} outDir
 * @returns {Promise<import('vite').InlineConfig>}
 */
export async function rendererConfig(outDir) {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    root: join(root, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      target: ['chrome120', 'firefox121', 'safari17'],
      outDir,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      reportCompressedSize: false,
    },
  };
}
