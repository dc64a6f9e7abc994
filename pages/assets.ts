import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Assets } from './src/site.ts';

const here = import.meta.dirname;

/** The entries of scripts: each becomes one file, which a page loads or does not. */
const islands = ['first', 'page', 'run', 'pricing', 'search', 'status', 'history', 'try'] as const;

const common = { bundle: true, minify: true, metafile: true, absWorkingDir: here, logLevel: 'error' } as const;

/** Builds styles and islands into `outDir/assets`, under names with their hash; returns their addresses. */
export async function buildAssets(outDir: string): Promise<Omit<Assets, 'search'>> {
  const outdir = join(outDir, 'assets');
  const [styles, ...scripts] = await Promise.all([
    build({
      ...common,
      entryPoints: ['styles/index.css'],
      outdir,
      entryNames: 'pages-[hash]',
      assetNames: '[name]-[hash]',
      loader: { '.woff2': 'file' },
      target: 'chrome123',
    }),
    ...islands.map((island) =>
      build({
        ...common,
        entryPoints: { [island]: entryOf(island) },
        outdir,
        entryNames: 'island-[name]-[hash]',
        format: island === 'first' ? 'iife' : 'esm',
        target: 'es2024',
        jsx: 'automatic',
        jsxImportSource: 'preact',
      }),
    ),
  ]);
  const addressesOf = ({ outputs }: typeof styles.metafile) =>
    Object.keys(outputs).map((file) => `/assets/${basename(file)}`);
  const built = addressesOf(styles.metafile);
  const fontsOf = (...names: string[]) =>
    names.flatMap((name) => built.filter((file) => new RegExp(`^/assets/${name}-\\w{8}\\.woff2$`).test(file)));
  return {
    styles: built.find((file) => file.endsWith('.css')) ?? '',
    fonts: { en: fontsOf('geist-latin'), ar: fontsOf('geist-latin', 'vazirmatn-arabic') },
    islands: Object.fromEntries(scripts.map(({ metafile }, i) => [islands[i], addressesOf(metafile)[0] ?? ''])),
  };
}

const entryOf = (island: string): string =>
  existsSync(join(here, `islands/${island}.tsx`)) ? `islands/${island}.tsx` : `islands/${island}.ts`;
