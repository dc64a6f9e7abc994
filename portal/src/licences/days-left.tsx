import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

const dayMs = 86_400_000;

/** The days until a version's day, the begun one included: “30 days left”. Nothing once the day has come. */
export function DaysLeft({ until }: { readonly until: string }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const count = Math.ceil((Date.parse(until) - Date.now()) / dayMs);
  return count > 0 ? t('licences.daysLeft', { count, formatted: number(count) }) : null;
}
