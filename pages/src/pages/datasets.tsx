import type { DatasetView, UpstreamView } from '../../../shared/http/views.ts';
import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';

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
          ...catalog.upstreams.map((each) => ({ ...each, at: `/apis/${each.id}` })),
        ].map(({ at, title, description }) => (
          <li key={at} class="card section">
            <h2>
              <a href={to(at)}>
                <bdi>{title}</bdi>
              </a>
            </h2>
            <p>{description}</p>
          </li>
        ))}
      </ul>
    </>
  ),
});

const datasetPage = (dataset: DatasetView, { say }: Reader): Page => ({
  address: `/datasets/${dataset.id}`,
  title: dataset.title,
  description: say('dataset.description', { title: dataset.title, description: dataset.description }),
  body: <PageHeader title={dataset.title} lead={dataset.description} />,
});

const apiPage = (api: UpstreamView, { say }: Reader): Page => ({
  address: `/apis/${api.id}`,
  title: api.title,
  description: say('api.description', { title: api.title, description: api.description }),
  body: <PageHeader title={api.title} lead={api.description} />,
});

/** The list, a page for each dataset, and one for each API. */
export const datasetPages = (reader: Reader): Page[] => [
  listPage(reader),
  ...reader.catalog.datasets.map((dataset) => datasetPage(dataset, reader)),
  ...reader.catalog.upstreams.map((api) => apiPage(api, reader)),
];
