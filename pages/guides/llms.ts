/** `/llms.txt`, as https://llmstxt.org has it: what there is to read, for language models. */
import type { CatalogView } from '../../shared/http/views.ts';
import type { Guide } from './blocks.ts';

type Told = {
  readonly origin: string;
  readonly catalog: CatalogView;
  readonly guides: readonly Guide[];
  readonly lead: string;
};

/** The name, a summary, then links with what each holds. Guides are linked as Markdown. */
export function llmsOf({ origin, catalog, guides, lead }: Told): string {
  const link = (title: string, address: string, text: string) => `- [${title}](${origin}${address}): ${text}`;
  return [
    `# ${catalog.name}`,
    `> ${lead}`,
    '## Guides',
    guides.map(({ id, title, lead: text }) => link(title, `/docs/${id}.md`, text)).join('\n'),
    '## API',
    [
      link('OpenAPI', '/openapi.json', 'everything that you call with a key or a session (OpenAPI 3.1)'),
      link('Error codes', '/problems', 'every code with its meaning and how to fix it'),
    ].join('\n'),
    '## Data',
    [
      ...catalog.datasets.map(({ id, title, description }) => link(title, `/datasets/${id}`, description)),
      ...catalog.upstreams.map(({ id, title, description }) => link(title, `/apis/${id}`, description)),
    ].join('\n'),
    '## Optional',
    [
      link('Pricing', '/pricing', 'plans, prices and a calculator'),
      link('Licences', '/licences', 'what you may do with the data, and the exact texts'),
      link('OpenAPI of every route', '/openapi/full.json', 'also what only pages and operators call'),
    ].join('\n'),
    '',
  ].join('\n\n');
}
