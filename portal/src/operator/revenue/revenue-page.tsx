import { useTranslation } from 'react-i18next';
import type { CurrencyRevenueView, RevenueView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';
import { revenuePath, useRevenue } from '../today/today-api.ts';
import { RevenueChart } from './revenue-chart.tsx';

/** `/console/revenue`: revenue by month, what changed it, what it comes from, and what the next week may take. */
export default function RevenuePage() {
  const { t } = useTranslation();
  return (
    <Section id="revenue" title={t('revenue.title')}>
      <ConsoleLoaded query={useRevenue()}>{(revenue) => <Currencies revenue={revenue} />}</ConsoleLoaded>
      <Curl path={revenuePath} />
    </Section>
  );
}

function Currencies({ revenue: { from, to, data } }: { readonly revenue: RevenueView }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  if (data.length === 0) return <p className="empty">{t('revenue.none')}</p>;
  return (
    <div className="stack">
      <p className="small">{t('revenue.range', { from: date(from), to: date(dayBefore(to)) })}</p>
      {data.map((each) => (
        <OneCurrency key={each.currency} revenue={each} />
      ))}
    </div>
  );
}

/** The last day of a range whose end is exclusive. */
const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString();

type CurrencyProps = { readonly revenue: CurrencyRevenueView };

function OneCurrency({ revenue }: CurrencyProps) {
  const { t } = useTranslation();
  const { money, number, percent } = useFormat();
  const { currency, monthly, churnBasisPoints } = revenue;
  return (
    <>
      <div>
        <p className="figure">{money({ amountMinor: monthly.amountMinor, currency })}</p>
        <p className="small">
          {t('revenue.payers', { number: number(monthly.count) })}
          {churnBasisPoints !== null && ` · ${t('revenue.churn', { share: percent(churnBasisPoints / 10_000) })}`}
        </p>
      </div>
      <AtRisk revenue={revenue} />
      <Bridge revenue={revenue} />
      <Refunds revenue={revenue} />
      <RevenueChart days={revenue.days} currency={currency} />
      <Sold revenue={revenue} />
    </>
  );
}

/** Revenue that ends in the next seven days unless somebody does something. */
function AtRisk({ revenue: { atRisk, currency } }: CurrencyProps) {
  const { t } = useTranslation();
  const { money, number } = useFormat();
  return (
    <ScrollTable caption={t('revenue.atRisk')} head={[t('revenue.atRisk'), t('revenue.amount'), t('revenue.count')]}>
      {(['failing', 'cancelled'] as const).map((cause) => (
        <tr key={cause}>
          <th scope="row">{t(`revenue.cause.${cause}`)}</th>
          <td className="number">{money({ amountMinor: atRisk[cause].amountMinor, currency })}</td>
          <td className="number">{number(atRisk[cause].count)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

/** From the start of the range to its end: what was new, grew, shrank and was lost. */
function Bridge({ revenue: { bridge, startMinor, endMinor, currency } }: CurrencyProps) {
  const { t } = useTranslation();
  const { money, number } = useFormat();
  const amount = (amountMinor: number) => money({ amountMinor, currency });
  return (
    <ScrollTable caption={t('revenue.bridge')} head={[t('revenue.bridge'), t('revenue.amount'), t('revenue.count')]}>
      <tr>
        <th scope="row">{t('revenue.start')}</th>
        <td className="number">{amount(startMinor)}</td>
        <td />
      </tr>
      {(['new', 'grown', 'shrunk', 'lost'] as const).map((step) => (
        <tr key={step}>
          <th scope="row">{t(`revenue.step.${step}`)}</th>
          <td className="number">
            {amount(step === 'new' || step === 'grown' ? bridge[step].amountMinor : 0 - bridge[step].amountMinor)}
          </td>
          <td className="number">{number(bridge[step].count)}</td>
        </tr>
      ))}
      <tr>
        <th scope="row">{t('revenue.end')}</th>
        <td className="number">{amount(endMinor)}</td>
        <td />
      </tr>
    </ScrollTable>
  );
}

/** Refunds by day, the latest first, with their sum. Nothing if there were none. */
function Refunds({ revenue: { refunds, days, currency } }: CurrencyProps) {
  const { t } = useTranslation();
  const { date, money, number } = useFormat();
  const refunded = days.filter((each) => each.refunds.count > 0).toReversed();
  if (refunded.length === 0) return null;
  return (
    <ScrollTable
      caption={t('revenue.refunds.title')}
      head={[t('revenue.refunds.title'), t('revenue.amount'), t('revenue.refunds.count')]}
    >
      <tr>
        <th scope="row">{t('revenue.refunds.all')}</th>
        <td className="number">{money({ amountMinor: refunds.amountMinor, currency })}</td>
        <td className="number">{number(refunds.count)}</td>
      </tr>
      {refunded.map((each) => (
        <tr key={each.day}>
          <th scope="row">{date(each.day)}</th>
          <td className="number">{money({ amountMinor: each.refunds.amountMinor, currency })}</td>
          <td className="number">{number(each.refunds.count)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

/** The same sum by plan and badge. */
function Sold({ revenue: { bySold, currency } }: CurrencyProps) {
  const { t } = useTranslation();
  const { money, number } = useFormat();
  if (bySold.length === 0) return null;
  return (
    <ScrollTable
      caption={t('revenue.sold')}
      head={[t('revenue.sold'), t('revenue.amount'), t('revenue.subscriptions')]}
    >
      {bySold.map(({ sold, amountMinor, subscriptions }) => (
        <tr key={sold}>
          <th scope="row">{sold === 'other' ? t('revenue.other') : <bdi>{sold.replace(/^(plan|badge):/, '')}</bdi>}</th>
          <td className="number">{money({ amountMinor, currency })}</td>
          <td className="number">{number(subscriptions)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
