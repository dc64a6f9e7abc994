import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';
import { DocsFrame } from './docs-frame.tsx';
import { guidePage } from './guide-page.tsx';
import { referencePage } from './reference-page.tsx';
import { Told } from './told.tsx';

const files = [
  ['/openapi.json', 'docs.file.openapi'],
  ['/openapi/full.json', 'docs.file.full'],
  ['/llms.txt', 'docs.file.llms'],
] as const;

/** `/docs`: every guide with its first sentences. */
function startPage(reader: Reader): Page {
  const { say, site, language, to, catalog } = reader;
  return {
    address: '/docs',
    title: say('docs.title'),
    description: say('docs.description', { name: catalog.name }),
    islands: ['search'],
    body: (
      <DocsFrame address="/docs" reader={reader}>
        <PageHeader title={say('docs.title')} lead={say('docs.lead')} />
        <section class="section" aria-labelledby="guides">
          <h2 id="guides">{say('docs.guides')}</h2>
          <ul class="cards">
            {site.guides[language].map(({ id, title, lead }) => (
              <li key={id} class="card docs-card">
                <h3>
                  <a href={to(`/docs/${id}`)}>{title}</a>
                </h3>
                <p class="small">{lead}</p>
              </li>
            ))}
          </ul>
        </section>
        <section class="section" aria-labelledby="reference">
          <h2 id="reference">{say('docs.reference')}</h2>
          <ul class="cards">
            {site.reference[language].map(({ group, told }) => (
              <li key={group} class="card docs-card">
                <h3>
                  <a href={to(`/docs/reference/${group}`)}>{say(`reference.group.${group}`)}</a>
                </h3>
                <p class="small">
                  <Told text={told} />
                </p>
              </li>
            ))}
          </ul>
        </section>
        <section class="section" aria-labelledby="files">
          <h2 id="files">{say('docs.files')}</h2>
          <dl class="facts">
            {files.map(([file, text]) => (
              <div key={file}>
                <dt>
                  <a href={file}>
                    <code>{file}</code>
                  </a>
                </dt>
                <dd>{say(text)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </DocsFrame>
    ),
  };
}

/** The start of the docs, a page for each guide, and one for each group of the reference. */
export const docsPages = (reader: Reader): Page[] => [
  startPage(reader),
  ...reader.site.guides[reader.language].map((guide) => guidePage(guide, reader)),
  ...reader.site.reference[reader.language].map((group) => referencePage(group, reader)),
];
