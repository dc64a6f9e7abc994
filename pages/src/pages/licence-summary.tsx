import type { LicenceSummary as Summary } from '../../../shared/domain/catalog/licence.ts';
import { textIn } from '../../../shared/domain/catalog/localized.ts';
import { Section } from '../parts.tsx';
import type { Reader } from '../site.ts';

const parts = ['may', 'mayNot', 'must'] as const;

/** The licence of a dataset: its name, in plain words, and the way to its text. */
export function LicenceSummary({ id, reader }: { readonly id: string; readonly reader: Reader }) {
  const { say, site, language, to } = reader;
  const licence = site.licences.findLast((each) => each.id === id);
  if (!licence) return null;
  const summary = site.summaries[id];
  return (
    <Section id="licence" title={say('licence.title')} lead={say('licence.before')}>
      {summary && <PlainWords summary={summary} reader={reader} />}
      <p>
        <a href={to(`/licences/${id}`)}>{say('licence.read')}</a> · <bdi>{textIn(licence.title, language)}</bdi>
      </p>
    </Section>
  );
}

/** A licence in three lists: the buyer may, may not, and must. */
export const PlainWords = ({
  summary,
  reader: { say, language },
}: {
  readonly summary: Summary;
  readonly reader: Reader;
}) => (
  <div class="cards">
    {parts.map((part) => (
      <div key={part} class={`card plain-words plain-words-${part}`}>
        <h3>{say(`licence.${part}`)}</h3>
        <ul>
          {summary[part].map((point) => {
            const text = textIn(point, language);
            return <li key={text}>{text}</li>;
          })}
        </ul>
      </div>
    ))}
  </div>
);
