import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';

/** A line that the organization's evidence is under a legal hold: since when and why. Nothing if it is not. */
export function LegalHold({ hold }: Pick<AccountView, 'hold'>) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  if (hold === null) return null;
  return (
    <>
      <p>{t('legalHold.text', { since: dateTime(hold.since) })}</p>
      {hold.reason && (
        <p dir="auto" className="their-words">
          {t('legalHold.reason', { reason: isolate(hold.reason) })}
        </p>
      )}
    </>
  );
}
