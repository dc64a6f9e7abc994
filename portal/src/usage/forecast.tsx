import { useTranslation } from 'react-i18next';
import type { OwnUsageView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';

/** The usage that is likely at the end of the period, and from how many days that is drawn. Nothing while the API has none. */
export function Forecast({ usage: { forecast } }: { readonly usage: Pick<OwnUsageView, 'forecast'> }) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  if (!forecast) return null;
  const { at, likely, low, high, days } = forecast;
  return (
    <p className="small">
      {t('usage.forecast', {
        count: days,
        formatted: number(days),
        ...{ date: date(at), likely: number(likely), low: number(low), high: number(high) },
      })}
    </p>
  );
}
