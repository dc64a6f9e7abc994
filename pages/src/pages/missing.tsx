import { SearchField } from '../docs/search-field.tsx';
import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';

/** The page for an address that does not exist. It is served with status 404. */
export const missingPage = (reader: Reader): Page => ({
  address: '/',
  title: say('missing.title'),
  description: say('missing.description'),
  isHidden: true,
  body: (
    <>
      <PageHeader title={say('missing.title')} lead={say('missing.lead')} />
      <p class="button-row">
        <a class="button button-primary" href={to('/')}>
          {say('missing.home')}
        </a>
      </p>
    </>
  ),
});
