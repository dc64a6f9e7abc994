import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Note } from '../ui/note.tsx';

/** A note that an operator suspended the account's keys: since when, why, and the contact. Nothing if there is no suspension. */
export function Suspended({ account: { suspension } }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  if (suspension === null) return null;
  const { reason, at, supportEmail } = suspension;
  return (
    <div role="alert">
      <Note tone="bad" title={t('suspended.title')}>
        <p>{t('suspended.text', { at: dateTime(at) })}</p>
        {reason && (
          <p dir="auto" className="their-words">
            {t('suspended.reason', { reason: isolate(reason) })}
          </p>
        )}
        <a className="button button-primary" href={`mailto:${supportEmail}`}>
          {t('suspended.write', { address: isolate(supportEmail) })}
        </a>
      </Note>
    </div>
  );
}
