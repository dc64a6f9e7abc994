import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { textIn } from '../shared/domain/catalog/localized.ts';
import catalog from '../tollgate.config.ts';
import { type OpenApiDocument, openApiDocument } from './document.ts';

/** The document of what buyers’ programs call, and that of all that members call, through pages of this site too. */
export type ReferenceDocuments = { readonly buyers: OpenApiDocument; readonly members: OpenApiDocument };

/** The folder of the static pages, which CloudFront serves. */
const pages = path.resolve(import.meta.dirname, '..', 'dist', 'pages');

/** Writes `/openapi.json` (what programs of buyers call) and `/openapi/full.json` (every route) below `outDir`, or `dist/pages`; returns what the pages of the reference show. */
export async function buildOpenApi(outDir = pages): Promise<ReferenceDocuments> {
  await mkdir(path.join(outDir, 'openapi'), { recursive: true });
  const name = textIn(catalog.name, 'en');
  const buyers = openApiDocument('buyers', name);
  const write = (file: string, document: OpenApiDocument) =>
    writeFile(path.join(outDir, file), JSON.stringify(document));
  await Promise.all([write('openapi.json', buyers), write('openapi/full.json', openApiDocument('everyone', name))]);
  return { buyers, members: openApiDocument('members', name) };
}

if (import.meta.main) await buildOpenApi();
