import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { buildSync } from 'esbuild';
import { defineConfig, type Plugin } from 'vite';
import { partOf } from './src/i18n/text-parts.ts';

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

type Texts = Readonly<Record<string, unknown>>;

const textsOfPart = (part: string, all: Readonly<Record<string, Texts>>): Texts =>
  Object.fromEntries(
    Object.entries(all)
      .map(([group, texts]) => [group, Object.entries(texts).filter(([name]) => partOf(group, name) === part)] as const)
      .filter(([, texts]) => texts.length > 0)
      .map(([group, texts]) => [group, Object.fromEntries(texts)]),
  );

/** The title and the advice of every problem. The public page of a problem says what it means. */
const noteOfProblems = (all: Readonly<Record<string, Texts>>): Texts =>
  Object.fromEntries(Object.entries(all).map(([code, texts]) => [code, { title: texts.title, do: texts.do }]));

/** `en.json?part=console` has the texts that the console needs alone; the file itself stays one, for those who write and translate it. */
const textParts: Plugin = {
  name: 'text-parts',
  enforce: 'pre',
  transform: {
    filter: { id: /\.json\?part=\w+$/ },
    handler(code, id) {
      const part = id.slice(id.indexOf('=') + 1);
      const texts = part === 'problems' ? noteOfProblems(JSON.parse(code)) : textsOfPart(part, JSON.parse(code));
      return { code: `export default ${JSON.stringify(texts)}`, moduleType: 'js', map: null };
    },
  },
};

/** Nothing inline and nothing from elsewhere: the result runs under `Content-Security-Policy: default-src 'self'`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), textParts, shellPage],
  build: {
    outDir: '../dist/portal',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2024',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
});
