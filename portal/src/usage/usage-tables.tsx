import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { UsageSumsView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { logAddress } from '../requests/log-address.ts';
import { Reason } from '../requests/reason.tsx';
import { ScrollTable } from '../ui/scroll-table.tsx';
import type { Bar, Days, Sum } from './sums.ts';
import type { Grouping, Wanted } from './usage-address.ts';
import { useDaysName } from './usage-chart.tsx';
import { useNames } from './use-names.ts';

/** The group of records that were credited, which are of no key, app or dataset. */
const repeats = 'repeats';
const figures = ['units', 'served', 'credited', 'requests', 'refused'] as const;

type Row = { readonly id: string; readonly name: ReactNode; readonly to: string | null; readonly sums: UsageSumsView };
type SumTableProps = {
  readonly caption: string;
  readonly of: string;
  readonly rows: readonly Row[];
  readonly total: UsageSumsView;
  /** Refused requests are counted by status alone. */
  readonly withRefused: boolean;
};

/** Rows whose last one is their sum. The name of each leads to its requests. */
function SumTable({ caption, of, rows, total, withRefused }: SumTableProps) {
  const { t } = useTranslation();
  const shown = figures.filter((figure) => withRefused || figure !== 'refused');
  return (
    <div className="usage-table">
      <ScrollTable lists caption={caption} head={[of, ...shown.map((figure) => t(`usagePage.column.${figure}`))]}>
        {rows.map(({ id, name, to, sums }) => (
          <tr key={id}>
            <th scope="row">
              {to ? <Link to={to}>{name}</Link> : name}
              <Share of={sums} most={Math.max(1, ...rows.map((row) => row.sums.served))} />
            </th>
            <Figures shown={shown} sums={sums} />
          </tr>
        ))}
        <tr className="usage-total">
          <th scope="row">{t('usagePage.total')}</th>
          <Figures shown={shown} sums={total} />
        </tr>
      </ScrollTable>
    </div>
  );
}

type FiguresProps = { readonly shown: readonly (typeof figures)[number][]; readonly sums: UsageSumsView };

function Figures({ shown, sums }: FiguresProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return shown.map((figure) => (
    <td key={figure} className="number" data-label={t(`usagePage.column.${figure}`)}>
      {number(sums[figure])}
    </td>
  ));
}

const Share = ({ of: { served }, most }: { readonly of: UsageSumsView; readonly most: number }) =>
  served > 0 && (
    <span className="share" aria-hidden="true">
      <span style={{ inlineSize: `${(served / most) * 100}%` }} />
    </span>
  );

type BreakdownProps = {
  readonly by: Exclude<Grouping, 'day'>;
  readonly rows: readonly Sum[];
  readonly total: UsageSumsView;
  readonly wanted: Wanted;
  readonly days: Days;
};

/** Usage by key, app, dataset or status, the largest first. */
export function Breakdown({ by, rows, total, wanted: { key, dataset }, days }: BreakdownProps) {
  const { t } = useTranslation();
  const nameOf = useNames(by);
  const narrowed = { key, dataset, ...days };
  const addressOf = (of: string) => {
    if (of === repeats) return null;
    if (by !== 'status') return logAddress({ status: 'served', ...narrowed, [by]: of });
    return logAddress(of === 'served' ? { status: 'served', ...narrowed } : { reason: of, ...narrowed });
  };
  return (
    <SumTable
      caption={t(`usagePage.by.${by}`)}
      of={t(`usagePage.of.${by}`)}
      rows={rows.map(({ of, ...sums }) => ({
        id: of,
        name: of === repeats ? t('usagePage.repeats') : <bdi>{nameOf(of) ?? <Reason code={of} />}</bdi>,
        to: addressOf(of),
        sums,
      }))}
      total={total}
      withRefused={by === 'status'}
    />
  );
}

type DaysTableProps = Pick<BreakdownProps, 'total' | 'wanted'> & {
  readonly bars: readonly Bar[];
  readonly withRefused: boolean;
};

/** The figures of the bars. */
export function DaysTable({ bars, total, wanted: { key, dataset }, withRefused }: DaysTableProps) {
  const { t } = useTranslation();
  const nameOf = useDaysName();
  return (
    <SumTable
      caption={t('usagePage.by.day')}
      of={t('usagePage.of.day')}
      rows={bars.map(({ from, until, ...sums }) => ({
        id: from,
        name: nameOf({ from, until }),
        to: logAddress({ status: 'served', key, dataset, from, until }),
        sums,
      }))}
      total={total}
      withRefused={withRefused}
    />
  );
}
