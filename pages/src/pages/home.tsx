import type { Page } from '../page.ts';
import { PageHeader, Section } from '../parts.tsx';
import { Run } from '../run/run.tsx';
import type { Reader } from '../site.ts';

/** `/`: the promise, a query that runs, and the ways in. */
export const homePage = (reader: Reader): Page => {
  const { say, catalog, to, toPortal } = reader;
  const [first] = catalog.datasets;
  return {
    address: '/',
    title: say('home.title'),
    description: say('home.description', { name: catalog.name }),
    islands: ['run'],
    body: (
      <>
        <PageHeader title={say('home.title')} lead={say('home.lead')}>
          <p class="button-row">
            <a class="button button-primary" href={toPortal('/sign-up')}>
              {say('nav.getKey')}
            </a>
            <a class="button button-plain" href={to('/pricing')}>
              {say('home.pricing')}
            </a>
          </p>
        </PageHeader>
        {first && (
          <Section id="run" title={say('run.title')} lead={say('run.lead')}>
            <Run dataset={first} reader={reader} open={3} hasMore={false} keepsAddress={false} />
          </Section>
        )}
      </>
    ),
  };
};
