import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';

/** `/`: the promise, and the ways in. */
export const homePage = ({ say, catalog, to, toPortal }: Reader): Page => ({
  address: '/',
  title: say('home.title'),
  description: say('home.description', { name: catalog.name }),
  body: (
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
  ),
});
