import { useTranslation } from 'react-i18next';
import type { AccountView, OwnUsageView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Forecast } from './forecast.tsx';
import type { Days } from './sums.ts';
import { UsageMeter, Withheld } from './usage-meter.tsx';

type UsageSumsProps = {
  readonly account: AccountView;
  readonly usage: OwnUsageView;
  readonly days: Days;
  /** Nothing narrows it, so the allowance and the forecast are of the same usage. */
  readonly isWholePeriod: boolean;
};

/** Served less credited is billed; for the present period also what is left of the allowance, and where it leads. */
export function UsageSums({ account, usage, days, isWholePeriod }: UsageSumsProps) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const { periodStart, periodEnd, total, refusedSince } = usage;
  const span =
    isWholePeriod && periodStart && periodEnd
      ? { start: date(periodStart), end: date(periodEnd) }
      : { start: date(days.from), end: date(days.until) };
  return (
    <>
      <p className="small">{t('usage.period', span)}</p>
      <dl className="usage-sums">
        <Figure name={t(`usagePage.served.${account.entitlement.unit ?? 'record'}`)} value={number(total.served)} />
        <Figure name={t('usagePage.creditedRepeats')} sign="−" value={number(total.credited)} />
        <Figure name={t('usagePage.billed')} sign="=" value={number(total.units)} />
        {refusedSince !== null && (
          <Figure name={t('usagePage.refusedSince', { date: date(refusedSince) })} value={number(total.refused)} />
        )}
      </dl>
      {isWholePeriod && periodStart && (
        <>
          <UsageMeter usage={usage} />
          <Forecast usage={usage} />
        </>
      )}
      {isWholePeriod && usage.credit && <CreditUsed credit={usage.credit} />}
    </>
  );
}

type FigureProps = { readonly name: string; readonly value: string; readonly sign?: '−' | '=' };

const Figure = ({ name, value, sign }: FigureProps) => (
  <div>
    <dt>{name}</dt>
    <dd className="figure">
      {sign && <span className="figure-of">{sign} </span>}
      {value}
    </dd>
  </div>
);

function CreditUsed({ credit }: { readonly credit: NonNullable<OwnUsageView['credit']> }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { remaining, used, bought } = credit;
  return (
    <div>
      <p>
        {t('usage.credit', {
          count: remaining,
          formatted: number(remaining),
          used: number(used),
          bought: number(bought),
        })}
      </p>
      <Withheld of={credit} />
    </div>
  );
}
