/** `node pages/build.ts`, or `npm run build:pages`: builds the public pages into `dist/pages`. */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { catalogView } from '../shared/http/present-catalog.ts';
import tollgate from '../tollgate.config.ts';
import { buildAssets } from './assets.ts';
import { robotsOf, sitemapOf } from './files.ts';
import { firstPathOf } from './guides/values.ts';
import { writeDocs } from './guides/write.ts';
import { drawPictures } from './pictures.ts';
import { builtSamples } from './samples.ts';
import type { PageFile, Site } from './src/site.ts';
import arabic from './words/ar.json' with { type: 'json' };
import english from './words/en.json' with { type: 'json' };

const here = import.meta.dirname;

/** Where the pages go, and the public address, without a slash at the end, if it is known. */
export type BuildOptions = { readonly outDir?: string; readonly origin?: string };

/** Bundles the page parts for this process and loads them. Two builds at once do not disturb each other. */
async function loadRenderer(outDir: string): Promise<(site: Site) => PageFile[]> {
  const outfile = join(outDir, '.render.mjs');
  await build({
    entryPoints: [join(here, 'src/render.tsx')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
  const { renderSite } = await import(`${pathToFileURL(outfile).href}?${Date.now()}`);
  await rm(outfile);
  return renderSite;
}

/** Builds every page in every language, its styles and islands, the OpenAPI documents, the verifier of evidence, and the files for search engines. Replaces `outDir`. */
export async function buildPages({ outDir = join(here, '../dist/pages'), origin }: BuildOptions = {}): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const facts = factsOf(origin ?? null);
  const { buildOpenApi } = await import('../openapi/build.ts');
  const [assets, renderSite, { search, ...docs }] = await Promise.all([
    buildAssets(outDir),
    loadRenderer(outDir),
    buildOpenApi(outDir).then((documents) => writeDocs(outDir, { ...facts, documents })),
  ]);
  const site: Site = { ...facts, ...docs, assets: { ...assets, search } };
  const files = renderSite(site);
  await Promise.all([
    ...files.map(({ path, html }) => write(join(outDir, path), html)),
    drawPictures(outDir, site),
    copyFile(join(here, '../evidence/verify.mjs'), join(outDir, 'docs/verify.mjs')),
    write(join(outDir, 'robots.txt'), robotsOf(origin ?? null)),
    ...(origin === undefined ? [] : [write(join(outDir, 'sitemap.xml'), sitemapOf(origin, addressesOf(files)))]),
  ]);
}

/** The facts that are known before anything is built. */
const factsOf = (origin: string | null): Omit<Site, 'assets' | 'guides' | 'reference'> => ({
  origin,
  builtAt: new Date().toISOString(),
  catalogs: { en: catalogView(tollgate, 'en'), ar: catalogView(tollgate, 'ar') },
  licences: tollgate.publishedLicences,
  summaries: Object.fromEntries(tollgate.licences.map(({ id, summary }) => [id, summary])),
  samples: builtSamples(tollgate),
  apiPaths: Object.fromEntries((tollgate.upstreams ?? []).map((upstream) => [upstream.id, firstPathOf(upstream)])),
  textFields: Object.fromEntries(tollgate.datasets.map(({ id, textFields = [] }) => [id, textFields])),
  words: { en: english, ar: arabic },
});

/** The addresses that exist, each once. */
const addressesOf = (files: readonly PageFile[]): string[] => [
  ...new Set(files.flatMap(({ address }) => (address === '/404' ? [] : [address]))),
];

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

if (import.meta.main) await buildPages();
