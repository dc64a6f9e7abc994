import type { PublishedLicence } from '../../../shared/domain/catalog/licence.ts';
import { textIn } from '../../../shared/domain/catalog/localized.ts';
import type { Page } from '../page.ts';
import { CodeBlock, PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';

/** Every licence once, by its newest version, in the order of the archive. */
export const newestLicences = (licences: readonly PublishedLicence[]): PublishedLicence[] => [
  ...new Map(licences.map((each) => [each.id, each])).values(),
];

const listPage = ({ say, catalog, site, to, language }: Reader): Page => ({
  address: '/licences',
  title: say('licences.title'),
  description: say('licences.description', { name: catalog.name }),
  body: (
    <>
      <PageHeader title={say('licences.title')} lead={say('licences.lead')} />
      <ul class="cards">
        {newestLicences(site.licences).map(({ id, title }) => (
          <li key={id} class="card">
            <h2>
              <a href={to(`/licences/${id}`)}>
                <bdi>{textIn(title, language)}</bdi>
              </a>
            </h2>
          </li>
        ))}
      </ul>
    </>
  ),
});

function licencePage(licence: PublishedLicence, { say, language }: Reader): Page {
  const title = textIn(licence.title, language);
  return {
    address: `/licences/${licence.id}`,
    title,
    description: say('licence.description', { title }),
    body: (
      <>
        <PageHeader title={title} />
        <CodeBlock label={title}>{textIn(licence.text, language)}</CodeBlock>
      </>
    ),
  };
}

/** The list of licences, and a page for each. */
export const licencePages = (reader: Reader): Page[] => [
  listPage(reader),
  ...newestLicences(reader.site.licences).map((licence) => licencePage(licence, reader)),
];
