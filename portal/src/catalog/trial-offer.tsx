import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** A term of a plan or badge: its free trial, and who can have it. Nothing if there is no trial. */
export function TrialOffer({ days }: { readonly days: number | null }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (days === null) return null;
  return (
    <li>
      <span>
        <strong>{t('catalog.trial', { count: days, formatted: number(days) })}</strong> {t('catalog.trialOnce')}
      </span>
    </li>
  );
}
