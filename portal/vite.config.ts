import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const outDir = fileURLToPath(new URL('../dist/portal', import.meta.url));

/** An address that is none of the portal's gets the same page under another name, so that the edge can tell it and answer 404. */
const notFoundPage = {
  name: 'not-found-page',
  closeBundle: () => copyFile(`${outDir}/index.html`, `${outDir}/404.html`),
};

/** Nothing inline and nothing from elsewhere: the result runs under `Content-Security-Policy: default-src 'self'`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), notFoundPage],
  build: {
    outDir,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2024',
  },
});
