import type { DatasetView } from '../../../shared/http/views.ts';
import type { Page } from '../page.ts';
import { PageHeader, Section } from '../parts.tsx';
import { Run } from '../run/run.tsx';
import type { Reader } from '../site.ts';
import { LicenceSummary } from './licence-summary.tsx';
import { PriceStrip } from './price-strip.tsx';

const shownDatasets = 3;
const steps = ['run', 'accept', 'read'] as const;
const proofs = ['counted', 'badges', 'limits'] as const;

/** `/`: a query that runs, the data, the licence, how it works, and prices. */
export function homePage(reader: Reader): Page {
  const { say, catalog, toPortal } = reader;
  const [first] = catalog.datasets;
  return {
    address: '/',
    title: say('home.title'),
    description: say('home.description', { name: catalog.name }),
    islands: ['run'],
    body: (
      <>
        <PageHeader title={say('home.title')} lead={say('home.lead')}>
          <p class="only-narrow-block">
            <a class="button button-primary" href={toPortal('/sign-up')}>
              {say('nav.getKey')}
            </a>
          </p>
        </PageHeader>
        {first && <RunAny datasets={catalog.datasets.slice(0, shownDatasets)} reader={reader} />}
        <Trust reader={reader} />
        <Section id="how" title={say('home.how')}>
          <ol class="cards steps">
            {steps.map((step) => (
              <li key={step} class="card">
                <h3>{say(`home.step.${step}.title`)}</h3>
                <p class="small">{say(`home.step.${step}.text`)}</p>
              </li>
            ))}
          </ol>
        </Section>
        {first && <LicenceSummary id={first.licence} reader={reader} />}
        <PriceStrip reader={reader} />
        <Section id="proof" title={say('home.proof')}>
          <ul class="cards">
            {proofs.map((proof) => (
              <li key={proof} class="card">
                <h3>{say(`home.proof.${proof}.title`)}</h3>
                <p class="small">{say(`home.proof.${proof}.text`)}</p>
              </li>
            ))}
          </ul>
        </Section>
      </>
    ),
  };
}

type RunAnyProps = { readonly datasets: readonly DatasetView[]; readonly reader: Reader };

/** Run for a few datasets, one shown at a time. The choice is made of radio buttons, which need no script. */
function RunAny({ datasets, reader }: RunAnyProps) {
  const { say, to } = reader;
  return (
    <section class="section run-any" id="run" aria-labelledby="run-title">
      <div class="run-head">
        <h2 id="run-title">{say('run.title')}</h2>
        <p class="small">{say('run.lead')}</p>
      </div>
      <fieldset class="tabs">
        <legend class="visually-hidden">{say('datasets.title')}</legend>
        {datasets.map(({ id, title }, i) => (
          <label key={id} class="tab">
            <input type="radio" name="dataset" value={id} checked={i === 0} data-choice={i} />
            <bdi>{title}</bdi>
          </label>
        ))}
      </fieldset>
      {datasets.map((dataset, i) => (
        <div key={dataset.id} class="section" data-chosen={i}>
          <Run dataset={dataset} reader={reader} open={3} hasMore={false} keepsAddress={false} />
          <p>
            <a href={to(`/datasets/${dataset.id}`)}>{say('home.all', { dataset: dataset.title })}</a>
          </p>
        </div>
      ))}
    </section>
  );
}

/** Facts that a stranger can check: how much there is, the status, and the holders of badges. */
function Trust({ reader }: { readonly reader: Reader }) {
  const { say, catalog, site, formats, to } = reader;
  return (
    <ul class="trust">
      {catalog.datasets.slice(0, shownDatasets).map(({ id, title }) => (
        <li key={id} data-facts={id}>
          <a href={to(`/datasets/${id}`)}>
            <bdi>{title}</bdi>
          </a>
          <span>
            <span data-fact="records">
              {site.samples[id]?.records ? formats.number(site.samples[id].records) : '–'}
            </span>{' '}
            {say('home.records')}
          </span>
        </li>
      ))}
      <li>
        <a href={to('/status')}>{say('home.status')}</a>
        <span>{say('home.statusText')}</span>
      </li>
      <li>
        <a href="/badges">{say('footer.directory')}</a>
        <span>{say('home.badgesText')}</span>
      </li>
    </ul>
  );
}
