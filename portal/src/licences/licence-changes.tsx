import { useTranslation } from 'react-i18next';
import type { LicenceDifferencesView, LicenceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { useLicenceChanges, useLicences } from './licences-api.ts';

/** The differences from the version that the organization accepted. Nothing for a newcomer, who has the whole text to read. */
export function LicenceChanges({ licence }: { readonly licence: LicenceView }) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const accepted = useLicences().data?.find((each) => each.id === licence.id && each.accepted !== null);
  const { data: changes } = useLicenceChanges(licence, accepted?.version);
  if (!changes) return null;
  return (
    <details>
      <summary>{t('licences.changes.title', { version: isolate(changes.since) })}</summary>
      <div className="stack">
        <div className="changed-text" dir="auto">
          {changes.text.map((run) => (
            <ChangedRun key={`${run.kind} ${run.lines.join(' ')}`} run={run} />
          ))}
        </div>
        {changes.terms.length > 0 && <ChangedTerms terms={changes.terms} />}
      </div>
    </details>
  );
}

/** Sentences that only one of the versions has; those of both are in the text below. */
function ChangedRun({ run: { kind, lines } }: { readonly run: LicenceDifferencesView['text'][number] }) {
  const { t } = useTranslation();
  const sentences = lines.filter((line) => line !== '').join(' ');
  if (kind === 'same' || sentences === '') return null;
  const Mark = kind === 'removed' ? 'del' : 'ins';
  return (
    <p className={`change-${kind}`}>
      <span className="visually-hidden">{t(`licences.changes.${kind}`)} </span>
      <Mark>{sentences}</Mark>
    </p>
  );
}

function ChangedTerms({ terms }: Pick<LicenceDifferencesView, 'terms'>) {
  const { t } = useTranslation();
  return (
    <ScrollTable
      caption={t('licences.changes.terms')}
      head={[t('licences.changes.term'), t('licences.changes.before'), t('licences.changes.after')]}
    >
      {terms.map(({ term, label, before, after }) => (
        <tr key={term}>
          <th scope="row">{label}</th>
          <td>
            <bdi>{before ?? t('licences.changes.nothing')}</bdi>
          </td>
          <td>
            <bdi>{after ?? t('licences.changes.nothing')}</bdi>
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}
