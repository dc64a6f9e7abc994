import { bindingLanguageOf, bindingTextOf, type PublishedLicence } from '../../../shared/domain/catalog/licence.ts';
import { textIn } from '../../../shared/domain/catalog/localized.ts';
import type { Page } from '../page.ts';
import { PageHeader, ScrollTable, Section } from '../parts.tsx';
import type { Reader } from '../site.ts';
import { PlainWords } from './licence-summary.tsx';
import { Changes, Terms } from './licence-terms.tsx';

/** Every licence once, by its newest version, in the order of the archive. */
const newestOf = (licences: readonly PublishedLicence[]): PublishedLicence[] => [
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
        {newestOf(site.licences).map(({ id, version, title }) => (
          <li key={id} class="card section">
            <h2>
              <a href={to(`/licences/${id}`)}>
                <bdi>{textIn(title, language)}</bdi>
              </a>
            </h2>
            <p class="small">
              {say('licence.version')} <code>{version}</code>
            </p>
          </li>
        ))}
      </ul>
    </>
  ),
});

/** `/licences/{id}`: in plain words, then the terms, the text that binds, the differences between versions, and every version with its hash. */
function licencePage(licence: PublishedLicence, reader: Reader): Page {
  const { say, language, site, to } = reader;
  const title = textIn(licence.title, language);
  const summary = site.summaries[licence.id];
  return {
    address: `/licences/${licence.id}`,
    title,
    description: say('licence.description', { title }),
    body: (
      <>
        <nav aria-label={say('nav.path')}>
          <a href={to('/licences')}>{say('licences.title')}</a> / <code>{licence.id}</code>
        </nav>
        <PageHeader title={title} lead={say('licence.before')} />
        {summary && (
          <Section id="summary" title={say('licence.summary')} lead={say('licence.summaryLead')}>
            <PlainWords summary={summary} reader={reader} />
          </Section>
        )}
        <Terms licence={licence} reader={reader} />
        <Texts licence={licence} reader={reader} />
        <Changes licence={licence} reader={reader} />
        <Versions id={licence.id} reader={reader} />
      </>
    ),
  };
}

/** The text that binds, in its own language; before it a translation, where the reader's language is another and has one. */
function Texts({ licence, reader }: { readonly licence: PublishedLicence; readonly reader: Reader }) {
  const { say, language, formats } = reader;
  const binding = bindingLanguageOf(licence);
  const isTranslated = binding !== language && typeof licence.text !== 'string';
  return (
    <>
      {isTranslated && (
        <Section id="translation" title={say('licence.translation')} lead={say(`licence.binds.${binding}`)}>
          <LicenceText language={language} text={textIn(licence.text, language)} />
        </Section>
      )}
      <Section id="text" title={say('licence.text')} lead={isTranslated ? undefined : say(`licence.binds.${binding}`)}>
        <dl class="facts">
          <dt>{say('licence.version')}</dt>
          <dd>
            <code>{licence.version}</code>
          </dd>
          <dt>{say('licence.inForce')}</dt>
          <dd>{formats.date(licence.inForceFrom)}</dd>
          <dt>SHA-256</dt>
          <dd>
            <code>{licence.sha256}</code>
          </dd>
        </dl>
        <LicenceText language={binding} text={bindingTextOf(licence).text} />
      </Section>
    </>
  );
}

/** The text in paragraphs, its lines joined: the exact bytes are at the address of the version. */
const LicenceText = ({ language, text }: { readonly language: 'en' | 'ar'; readonly text: string }) => (
  <div class="licence-text card" lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
    {text
      .trim()
      .split(/\n{2,}/)
      .map((paragraph) => (
        <p key={paragraph}>{paragraph.replace(/\s*\n\s*/g, ' ')}</p>
      ))}
  </div>
);

function Versions({ id, reader: { say, site, formats } }: { readonly id: string; readonly reader: Reader }) {
  const versions = site.licences.filter((each) => each.id === id).toReversed();
  return (
    <Section id="versions" title={say('licence.versions')}>
      <ScrollTable
        caption={say('licence.versions')}
        head={[say('licence.version'), say('licence.inForce'), 'SHA-256', say('licence.text')]}
      >
        {versions.map(({ version, inForceFrom, sha256 }) => (
          <tr key={version}>
            <th scope="row">
              <code>{version}</code>
            </th>
            <td>{formats.date(inForceFrom)}</td>
            <td>
              <code>{sha256.slice(0, 16)}…</code>
            </td>
            <td>
              <a href={`/licences/${id}/${version}`}>{say('licence.plainText')}</a>
            </td>
          </tr>
        ))}
      </ScrollTable>
    </Section>
  );
}

/** The list of licences, and a page for each. */
export const licencePages = (reader: Reader): Page[] => [
  listPage(reader),
  ...newestOf(reader.site.licences).map((licence) => licencePage(licence, reader)),
];
