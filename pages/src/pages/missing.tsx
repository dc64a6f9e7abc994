import { SearchField } from '../docs/search-field.tsx';
import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';

/** The page for an address that does not exist, with the search over the docs. It is served with status 404. */
export function missingPage(reader: Reader): Page {
  const { say, to } = reader;
  return {
    address: '/',
    title: say('missing.title'),
    description: say('missing.description'),
    isHidden: true,
    islands: ['search'],
    body: (
      <>
        <PageHeader title={say('missing.title')} lead={say('missing.lead')} />
        <SearchField reader={reader} />
        <p class="button-row">
          <a class="button button-primary" href={to('/')}>
            {say('missing.home')}
          </a>
        </p>
      </>
    ),
  };
}
