import type { PublishedLicence } from '../../../shared/domain/catalog/licence.ts';
import { licenceDifferences } from '../../../shared/domain/licences/differences.ts';
import type { LineRun } from '../../../shared/domain/licences/line-diff.ts';
import { termsInWords } from '../../../shared/domain/licences/terms-in-words.ts';
import { ScrollTable, Section } from '../parts.tsx';
import type { Reader } from '../site.ts';

type Shown = { readonly licence: PublishedLicence; readonly reader: Reader };

/** The terms of a version in plain words, with their hash; nothing where it has none. */
export function Terms({ licence: { id, version, terms, termsSha256 }, reader: { say, language } }: Shown) {
  if (!terms) return null;
  return (
    <Section id="terms" title={say('terms.title')} lead={say('terms.lead')}>
      <ScrollTable caption={say('terms.title')} head={[say('changes.term'), say('terms.value')]}>
        {termsInWords(terms, language).map(({ term, label, value }) => (
          <tr key={term}>
            <th scope="row">{label}</th>
            <td>
              <bdi>{value}</bdi>
            </td>
          </tr>
        ))}
      </ScrollTable>
      <p class="small">
        SHA-256 <code>{termsSha256}</code>
      </p>
      <p>
        <a href={`/licences/${id}/${version}/terms`}>{say('terms.json')}</a> ·{' '}
        <a href="/license.xml">{say('terms.xml')}</a>
      </p>
    </Section>
  );
}

/** Every version beside the one before it, the newest first; nothing where there is one alone. */
export function Changes({ licence: { id }, reader }: Shown) {
  const { say, site } = reader;
  const versions = site.licences.filter((each) => each.id === id).toReversed();
  const pairs = versions.flatMap((later, i) => {
    const earlier = versions[i + 1];
    return earlier ? [{ earlier, later }] : [];
  });
  if (pairs.length === 0) return null;
  return (
    <Section id="changes" title={say('changes.title')} lead={say('changes.lead')}>
      {pairs.map((pair) => (
        <OneChange key={pair.later.version} {...pair} reader={reader} />
      ))}
    </Section>
  );
}

type Pair = { readonly earlier: PublishedLicence; readonly later: PublishedLicence; readonly reader: Reader };

function OneChange({ earlier, later, reader: { say, language } }: Pair) {
  const { text, terms } = licenceDifferences(earlier, later, language);
  return (
    <div class="card section">
      <h3>
        {say('changes.between')} <code>{earlier.version}</code> {say('changes.and')} <code>{later.version}</code>
      </h3>
      <div class="changed-text" lang={language}>
        {text.map((run) => (
          <Run key={`${run.kind} ${run.lines.join(' ')}`} run={run} say={say} />
        ))}
      </div>
      {terms.length > 0 && (
        <ScrollTable
          caption={say('changes.terms')}
          head={[say('changes.term'), say('changes.before'), say('changes.after')]}
        >
          {terms.map(({ term, label, before, after }) => (
            <tr key={term}>
              <th scope="row">{label}</th>
              <td>
                <bdi>{before ?? say('changes.nothing')}</bdi>
              </td>
              <td>
                <bdi>{after ?? say('changes.nothing')}</bdi>
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </div>
  );
}

/** Sentences that stayed are folded; the others are marked by element, colour and a word for those who hear the page. */
function Run({ run: { kind, lines }, say }: { readonly run: LineRun; readonly say: Reader['say'] }) {
  const sentences = lines.filter((line) => line !== '');
  if (sentences.length === 0) return null;
  if (kind === 'same')
    return (
      <details>
        <summary>{say('changes.same', { count: sentences.length })}</summary>
        <p>{sentences.join(' ')}</p>
      </details>
    );
  const Mark = kind === 'removed' ? 'del' : 'ins';
  return (
    <p class={`change-${kind}`}>
      <span class="visually-hidden">{say(`changes.${kind}`)} </span>
      <Mark>{sentences.join(' ')}</Mark>
    </p>
  );
}
