import { textIn } from '../../../shared/domain/catalog/localized.ts';
import { Section } from '../parts.tsx';
import type { Reader } from '../site.ts';

/** The licence of a dataset: its name, and the way to its text. */
export function LicenceSummary({ id, reader }: { readonly id: string; readonly reader: Reader }) {
  const { say, site, language, to } = reader;
  const licence = site.licences.findLast((each) => each.id === id);
  if (!licence) return null;
  return (
    <Section id="licence" title={say('licence.title')}>
      <div class="card section">
        <p>
          <bdi>{textIn(licence.title, language)}</bdi> · <code>{licence.version}</code>
        </p>
        <p class="small">{say('licence.before')}</p>
        <p>
          <a href={to(`/licences/${id}`)}>{say('licence.read')}</a>
        </p>
      </div>
    </Section>
  );
}
