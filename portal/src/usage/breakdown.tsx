import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsageView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';

type BreakdownProps = {
  readonly title: string;
  readonly rows: UsageView['data'];
  readonly nameOf: (bucket: string) => string;
};

/** Units by key or dataset, the largest first, each with a bar of its share. Credited units are negative and have no bar. */
export function Breakdown({ title, rows, nameOf }: BreakdownProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const id = useId();
  const most = Math.max(1, ...rows.map(({ units }) => units));
  const sorted = rows.toSorted((a, b) => b.units - a.units);
  return (
    <div>
      <h3 id={id}>{title}</h3>
      {sorted.length === 0 && <p className="small">{t('usage.nothing')}</p>}
      <ul className="shares" aria-labelledby={id}>
        {sorted.map(({ bucket, units }) => (
          <li key={bucket}>
            <span>
              <bdi>{nameOf(bucket)}</bdi>
            </span>
            <span className="number">{number(units)}</span>
            <span className="share" aria-hidden="true">
              <span style={{ inlineSize: `${(Math.max(0, units) / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
