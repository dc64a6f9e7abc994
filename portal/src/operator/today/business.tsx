import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Section } from '../../ui/section.tsx';

/** Monthly revenue, and what changed it in the last 30 days, by currency. */
export function Business({ revenue }: { readonly revenue: TodayView['revenue'] }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  return (
    <Section id="business" title={t('today.business')}>
      {revenue.length === 0 && <p className="empty">{t('revenue.none')}</p>}
      {revenue.map(({ currency, monthlyMinor, changeMinor, newMinor, lostMinor }) => (
        <div key={currency}>
          <p className="figure">{money({ amountMinor: monthlyMinor, currency })}</p>
          <p className="small">
            {t('today.month', {
              change: money({ amountMinor: changeMinor, currency }),
              gained: money({ amountMinor: newMinor, currency }),
              lost: money({ amountMinor: lostMinor, currency }),
            })}
          </p>
        </div>
      ))}
      <p className="card-more">
        <Link to="/console/revenue">{t('today.toRevenue')}</Link>
      </p>
    </Section>
  );
}
