import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { textIn } from '../shared/domain/catalog/localized.ts';
import catalog from '../tollgate.config.ts';
import { openApiDocument } from './document.ts';

/** The folder of the static pages, which CloudFront serves. */
const pages = path.resolve(import.meta.dirname, '..', 'dist', 'pages');

/** Writes `/openapi.json` (what programs of buyers call) and `/openapi/full.json` (every route) below `outDir`, or `dist/pages`. */
export async function buildOpenApi(outDir = pages): Promise<void> {
  await mkdir(path.join(outDir, 'openapi'), { recursive: true });
  const write = (file: string, audience: 'buyers' | 'everyone') =>
    writeFile(path.join(outDir, file), JSON.stringify(openApiDocument(audience, textIn(catalog.name, 'en'))));
  await Promise.all([write('openapi.json', 'buyers'), write('openapi/full.json', 'everyone')]);
}

if (import.meta.main) await buildOpenApi();
