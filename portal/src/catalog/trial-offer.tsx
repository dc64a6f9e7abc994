import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** Among the terms of a plan or badge: that it begins free of charge, and for whom. Nothing where it does not. */
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
