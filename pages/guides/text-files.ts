import type { CatalogView } from '../../shared/http/views.ts';
import { addressIn, type Language, languages } from '../addresses.ts';
import type { Guide } from './blocks.ts';
import { llmsOf } from './llms.ts';

type Told = {
  readonly origin: string;
  readonly lead: string;
  readonly catalog: CatalogView;
  readonly guides: Readonly<Record<Language, readonly Guide[]>>;
};

/** Files for programs, by their path from the folder of all pages: each guide as Markdown, and `llms.txt`, which names the English ones. */
export const textFilesOf = ({ guides, ...told }: Told): [path: string, text: string][] => [
  ...languages.flatMap((language) => guides[language].map((guide) => markdownFile(guide, language))),
  ['llms.txt', llmsOf({ ...told, guides: guides.en })],
];

/** A guide as Markdown, without the marks that only the build reads. */
const markdownFile = ({ id, markdown }: Guide, language: Language): [string, string] => [
  `${addressIn(language, `/docs/${id}`)}.md`,
  markdown
    .replace(/ \{#[\w-]+\}$/gm, '')
    .replace(/^\{run \w+\}\n\n/gm, '')
    .replace(/^```(\w+) .*$/gm, '```$1'),
];
