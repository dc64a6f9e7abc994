import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { buildSync } from 'esbuild';
import { defineConfig, type Plugin } from 'vite';

/** The script that every page runs first, also the public ones: it sets the theme that was chosen. It blocks, so it is no module. */
const firstScript = (): string =>
  buildSync({
    entryPoints: [fileURLToPath(new URL('../pages/islands/first.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
  }).outputFiles[0]?.text ?? '';

/**
 * The portal's one page is `app.html`: the start page of the site is a public page, which is not the portal's. Its head begins with what must
 * be there before anything is shown: the theme, and the font of all text. The font of Arabic is named, for readers of Arabic alone.
 */
const shellPage: Plugin = {
  name: 'shell-page',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const page = bundle['index.html'];
    if (page?.type !== 'asset') throw new Error('The portal was built without its page');
    const fontOf = (name: string): string => {
      const font = Object.values(bundle).find(
        (file) => file.type === 'asset' && file.originalFileNames.some((each) => each.endsWith(`/${name}.woff2`)),
      );
      if (!font) throw new Error(`The portal was built without its font ${name}`);
      return `/${font.fileName}`;
    };
    const source = firstScript();
    const fileName = `assets/first-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.js`;
    this.emitFile({ type: 'asset', fileName, source });
    const first = `<script src="/${fileName}"></script>
    <link rel="preload" as="font" type="font/woff2" crossorigin href="${fontOf('geist-latin')}" />
    <meta name="arabic-font" content="${fontOf('vazirmatn-arabic')}" />`;
    delete bundle['index.html'];
    const html = String(page.source).replace('<link rel="icon"', `${first}\n    <link rel="icon"`);
    this.emitFile({ type: 'asset', fileName: 'app.html', source: html });
  },
};

/** Nothing inline and nothing from elsewhere: the result runs under `Content-Security-Policy: default-src 'self'`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), shellPage],
  build: {
    outDir: '../dist/portal',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2024',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
});
