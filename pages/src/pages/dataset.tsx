import type { DatasetView } from '../../../shared/http/views.ts';
import type { Page } from '../page.ts';
import { PageHeader, Section } from '../parts.tsx';
import { Run } from '../run/run.tsx';
import type { Reader } from '../site.ts';
import { DayChart } from './day-chart.tsx';
import { FieldTable } from './field-table.tsx';
import { LicenceSummary } from './licence-summary.tsx';
import { PlansWith } from './plans-with.tsx';

/** The parts of the page, each with an address. */
const parts = ['run', 'fields', 'counts', 'price', 'licence'] as const;

/** `/datasets/{id}`: what exactly is in it, with records and a query to try. */
export function datasetPage(dataset: DatasetView, reader: Reader): Page {
  const { say, toPortal } = reader;
  return {
    address: `/datasets/${dataset.id}`,
    title: dataset.title,
    description: say('dataset.description', { title: dataset.title, description: dataset.description }),
    islands: ['run'],
    body: (
      <>
        <Path dataset={dataset} reader={reader} />
        <PageHeader title={dataset.title} lead={dataset.description}>
          <Facts dataset={dataset} reader={reader} />
          <p>
            <a class="button button-primary" href={toPortal('/sign-up')}>
              {say('nav.getKey')}
            </a>
          </p>
        </PageHeader>
        <nav class="part-nav" aria-label={say('nav.onPage')}>
          {parts.map((part) => (
            <a key={part} href={`#${part}`}>
              {say(`dataset.part.${part}`)}
            </a>
          ))}
        </nav>
        <Section id="run" title={say('run.title')} lead={say('run.lead')}>
          <Run dataset={dataset} reader={reader} open={4} hasMore keepsAddress />
          <Downloads id={dataset.id} reader={reader} />
        </Section>
        <Section id="fields" title={say('fields.title')} lead={say('fields.lead')}>
          <FieldTable dataset={dataset} reader={reader} />
        </Section>
        <Section id="counts" title={say('counts.title')}>
          <Counts dataset={dataset} reader={reader} />
        </Section>
        <PlansWith reader={reader} includes={({ datasets }) => datasets.includes(dataset.id)} />
        <LicenceSummary id={dataset.licence} reader={reader} />
      </>
    ),
  };
}

type Known = { readonly dataset: DatasetView; readonly reader: Reader };

const Path = ({ dataset, reader: { say, to } }: Known) => (
  <nav aria-label={say('nav.path')}>
    <a href={to('/datasets')}>{say('datasets.title')}</a> / <code>{dataset.id}</code>
  </nav>
);

/** How much there is and how fresh. The values of the build stand until those of the published version are read. */
function Facts({ dataset, reader: { say, site, formats } }: Known) {
  const sample = site.samples[dataset.id];
  const newest = sample?.days.at(-1)?.day;
  return (
    <dl class="key-facts" data-facts={dataset.id}>
      <div>
        <dt>{say('dataset.records')}</dt>
        <dd data-fact="records">{sample?.records ? formats.number(sample.records) : '–'}</dd>
      </div>
      <div>
        <dt>{say('dataset.newest')}</dt>
        <dd data-fact="newest">{newest ? formats.date(newest) : '–'}</dd>
      </div>
      <div class="needs-script">
        <dt>{say('dataset.published')}</dt>
        <dd data-fact="published">–</dd>
      </div>
      <div>
        <dt>{say('dataset.source')}</dt>
        <dd class="fact-text">
          {dataset.synthetic && <span class="tag tag-warn">{say('dataset.synthetic')}</span>} {dataset.source}
        </dd>
      </div>
    </dl>
  );
}

/** Counts by day of the build. A dataset whose records do not come with the project has them in its published file alone. */
function Counts({ dataset: { id, timeField }, reader }: Known) {
  const days = reader.site.samples[id]?.days ?? [];
  if (days.length > 0 || timeField === null) return <DayChart days={days} reader={reader} />;
  const address = `/public/datasets/${id}.json`;
  return (
    <p>
      {reader.say('counts.elsewhere')}{' '}
      <a href={address}>
        <code>{address}</code>
      </a>
    </p>
  );
}

const Downloads = ({ id, reader: { say } }: { readonly id: string; readonly reader: Reader }) => (
  <p>
    {say('dataset.download')} <a href={`/public/samples/${id}.csv`}>CSV</a> ·{' '}
    <a href={`/public/samples/${id}.json`}>JSON</a>
  </p>
);
