import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReferenceDocuments } from '../../openapi/build.ts';
import { documentInArabic } from '../../openapi/document-in-arabic.ts';
import tollgate from '../../tollgate.config.ts';
import { codeFrom } from '../reference/code.ts';
import { referenceOf } from '../reference/read.ts';
import type { Site } from '../src/site.ts';
import { sayIn } from '../src/words.ts';
import { highlighter } from './highlight.ts';
import { readGuides } from './read.ts';
import { writeSearch } from './search-index.ts';
import { textFilesOf } from './text-files.ts';
import { valuesOf } from './values.ts';

/** The docs as the pages show them. `search` has the address of each language's index. */
export type Docs = Pick<Site, 'guides' | 'reference'> & { readonly search: Site['assets']['search'] };

type Known = Pick<Site, 'origin' | 'catalogs' | 'samples' | 'words'> & { readonly documents: ReferenceDocuments };

/** Reads the docs, and writes what stands beside their pages into `outDir`: Markdown, `llms.txt` and the indexes of the search. */
export async function writeDocs(outDir: string, { origin, catalogs, samples, words, documents }: Known): Promise<Docs> {
  const say = { en: sayIn('en', words.en), ar: sayIn('ar', words.ar) };
  const address = origin ?? 'https://data.example.com';
  const highlight = await highlighter();
  const known = { catalog: tollgate, samples, origin: address, say };
  const guides = await readGuides(known, highlight);
  const row = Object.values(samples).find(({ rows }) => rows.length > 0)?.rows[0] ?? { id: '…' };
  const values = valuesOf(known, 'en');
  const codeOf = codeFrom({ document: documents.members, highlight, values });
  const start = { values: { ...values, by: values.field ?? '' }, datasets: catalogs.en.datasets.map(({ id }) => id) };
  const source = {
    document: documents.members,
    programs: documents.buyers,
    highlight,
    row,
    codeOf,
    origin: address,
    start,
  };
  const reference = {
    en: referenceOf(source),
    ar: referenceOf({ ...source, document: documentInArabic(documents.members) }),
  };
  const texts = textFilesOf({ origin: address, catalog: catalogs.en, guides, lead: say.en('home.lead') });
  const [search] = await Promise.all([
    writeSearch(outDir, { guides, reference, catalogs, say }),
    ...texts.map(([file, text]) => write(join(outDir, file), text)),
  ]);
  return { guides, reference, search };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
