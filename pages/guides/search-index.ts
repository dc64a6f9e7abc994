/** The index of the search over the docs, one a language. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problems } from '../../shared/errors.ts';
import type { CatalogView } from '../../shared/http/views.ts';
import { addressIn, type Language, languages } from '../addresses.ts';
import type { Reference } from '../reference/model.ts';
import { problemTexts } from '../src/problem-texts.ts';
import type { Entry } from '../src/search/match.ts';
import type { Say } from '../src/words.ts';
import type { Guide } from './blocks.ts';

/** The inputs of the index. */
export type Searched = {
  readonly guides: Readonly<Record<Language, readonly Guide[]>>;
  readonly reference: Readonly<Record<Language, readonly Reference[]>>;
  readonly catalogs: Readonly<Record<Language, CatalogView>>;
  readonly say: Readonly<Record<Language, Say>>;
};

/** Every place that the search finds: guides by part, datasets and APIs, and error codes. */
function entriesOf({ guides, reference, catalogs, say }: Searched, language: Language): Entry[] {
  const to = (address: string) => addressIn(language, address);
  const { datasets, upstreams } = catalogs[language];
  return [
    ...guides[language].flatMap(({ id, title, sections }) =>
      sections.map((each): Entry => {
        const address = to(`/docs/${id}`);
        return each.id === null
          ? [title, address, '', each.text]
          : [title, `${address}#${each.id}`, each.title, each.text];
      }),
    ),
    ...reference[language].flatMap(({ group, operations }) =>
      operations.map(
        ({ id, method, path, summary, told, parameters }): Entry => [
          say[language](`reference.group.${group}`),
          to(`/docs/reference/${group}#${id}`),
          summary,
          [method, path, id, told ?? '', ...parameters.map(({ name }) => name)].join(' '),
        ],
      ),
    ),
    ...datasets.map(
      ({ id, title, description, fields }): Entry => [
        title,
        to(`/datasets/${id}`),
        '',
        [id, description, ...Object.keys(fields)].join(' '),
      ],
    ),
    ...upstreams.map(({ id, title, description }): Entry => [title, to(`/apis/${id}`), '', `${id} ${description}`]),
    ...(Object.keys(problems) as (keyof typeof problems)[]).map(
      (code): Entry => [
        problemTexts[language][code].title,
        to(`/problems/${code}`),
        '',
        `${code} ${code.replaceAll('_', ' ')} ${problems[code].status}`,
      ],
    ),
  ];
}

/** Writes the index of each language into `outDir/assets`, under a name with its hash; returns their addresses. */
export async function writeSearch(outDir: string, searched: Searched): Promise<Record<Language, string>> {
  await mkdir(join(outDir, 'assets'), { recursive: true });
  const written = languages.map(async (language) => {
    const text = JSON.stringify(entriesOf(searched, language));
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
    const address = `/assets/search-${language}-${hash}.json`;
    await writeFile(join(outDir, address), text);
    return address;
  });
  const [en = '', ar = ''] = await Promise.all(written);
  return { en, ar };
}
