import { useTranslation } from 'react-i18next';
import { useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Note } from '../ui/note.tsx';

type SuspendedProps = { readonly since: string; readonly reason: string };

/** A note that an operator suspended the organization's keys: since when, why, and the contact. */
export function Suspended({ since, reason }: SuspendedProps) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  const { data: catalog } = useCatalog();
  return (
    <div role="alert">
      <Note tone="bad" title={t('suspended.title')}>
        <p>{t('suspended.text', { at: dateTime(since) })}</p>
        {reason && (
          <p dir="auto" className="their-words">
            {t('suspended.reason', { reason: isolate(reason) })}
          </p>
        )}
        {catalog && (
          <a className="button button-primary" href={`mailto:${catalog.supportEmail}`}>
            {t('suspended.write', { address: isolate(catalog.supportEmail) })}
          </a>
        )}
      </Note>
    </div>
  );
}
