import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { KeyDayView, KeyDetailView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { logAddress } from '../../requests/log-address.ts';
import { Reason } from '../../requests/reason.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { lastDays, spanIn, spans } from './days.ts';

/** Served and refused requests by day, and why those were refused. The address has the number of days. */
export function KeyDays({ apiKey }: { readonly apiKey: KeyDetailView }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [params, setParams] = useSearchParams();
  const span = spanIn(params);
  const days = lastDays(apiKey.days, span, new Date());
  const sumOf = (name: 'requests' | 'refused' | 'units') => days.reduce((sum, day) => sum + day[name], 0);
  const choose = (value: string) => {
    const next = new URLSearchParams(params);
    if (value === String(spans[0])) next.delete('days');
    else next.set('days', value);
    setParams(next, { replace: true });
  };
  return (
    <Section id="days" title={t('keyPage.days')}>
      <div className="stack">
        <Segments
          legend={t('keyPage.span')}
          options={spans.map((each) => ({
            value: String(each),
            label: t('keyPage.lastDays', { count: each, formatted: number(each) }),
          }))}
          value={String(span)}
          onChange={choose}
        />
        <p className="key-sums">
          <span className="key-served">{t('keyPage.served', { formatted: number(sumOf('requests')) })}</span>
          <span className="key-refused">{t('keyPage.refused', { formatted: number(sumOf('refused')) })}</span>
        </p>
        <Bars days={days} />
        <p className="small">
          {apiKey.environment === 'test'
            ? t('keyPage.testReads')
            : t('keyPage.units', { formatted: number(sumOf('units')) })}
        </p>
        <Reasons apiKey={apiKey} />
      </div>
    </Section>
  );
}

function Bars({ days }: { readonly days: readonly KeyDayView[] }) {
  const { t } = useTranslation();
  const { shortDate, number } = useFormat();
  const most = Math.max(1, ...days.map(({ requests, refused }) => requests + refused));
  const share = (count: number) => ({ blockSize: `${(count / most) * 100}%` });
  const [first, last] = [days[0], days.at(-1)];
  const summary = t('keyPage.chart', { count: days.length, formatted: number(days.length), most: number(most) });
  return (
    <figure className="chart">
      <div className="chart-bars key-bars" role="img" aria-label={summary}>
        {days.map(({ day, requests, refused }) => (
          <span key={day} className="chart-day" title={`${shortDate(day)}: ${number(requests)} / ${number(refused)}`}>
            <span className="bar-refused" style={share(refused)} />
            <span style={share(requests)} />
          </span>
        ))}
      </div>
      <p className="chart-axis" aria-hidden="true">
        <span>{first && shortDate(first.day)}</span>
        <span>{last && shortDate(last.day)}</span>
      </p>
      <details>
        <summary>{t('keyPage.asTable')}</summary>
        <ScrollTable
          caption={t('keyPage.days')}
          head={[t('keyPage.day'), t('requestLog.are.served'), t('requestLog.are.refused')]}
        >
          {days.map(({ day, requests, refused }) => (
            <tr key={day}>
              <th scope="row">{shortDate(day)}</th>
              <td className="number">{number(requests)}</td>
              <td className="number">{number(refused)}</td>
            </tr>
          ))}
        </ScrollTable>
      </details>
    </figure>
  );
}

/** Each reason leads to its requests in the log. Nothing where none was refused. */
function Reasons({ apiKey: { id, reasons, refusedSince } }: { readonly apiKey: KeyDetailView }) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  if (reasons.length === 0) return null;
  return (
    <div>
      <h3>{t('keyPage.why', { date: date(refusedSince) })}</h3>
      <ul className="key-reasons">
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            <Link to={logAddress({ key: id, reason })}>
              <Reason code={reason} />
            </Link>
            <span className="number">{number(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
