import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';
import { apiPage } from './api.tsx';
import { datasetPage } from './dataset.tsx';

/** `/datasets`: everything that is sold. */
const listPage = ({ say, catalog, to }: Reader): Page => ({
  address: '/datasets',
  title: say('datasets.title'),
  description: say('datasets.description', { name: catalog.name }),
  body: (
    <>
      <PageHeader title={say('datasets.title')} lead={say('datasets.lead')} />
      <ul class="cards">
        {[
          ...catalog.datasets.map((each) => ({ ...each, at: `/datasets/${each.id}` })),
          ...catalog.upstreams.map((each) => ({ ...each, at: `/apis/${each.id}`, synthetic: false })),
        ].map(({ at, title, description, synthetic }) => (
          <li key={at} class="card section card-link">
            <h2>
              <a href={to(at)}>
                <bdi>{title}</bdi>
              </a>
            </h2>
            <p>{description}</p>
            <p class="button-row">
              <code>{at.startsWith('/apis/') ? `/gateway/${at.slice(6)}` : `/data/${at.slice(10)}`}</code>
              {synthetic && <span class="tag tag-warn">{say('dataset.synthetic')}</span>}
            </p>
          </li>
        ))}
      </ul>
    </>
  ),
});

/** The list, a page for each dataset, and one for each API. */
export const datasetPages = (reader: Reader): Page[] => [
  listPage(reader),
  ...reader.catalog.datasets.map((dataset) => datasetPage(dataset, reader)),
  ...reader.catalog.upstreams.map((api) => apiPage(api, reader)),
];
