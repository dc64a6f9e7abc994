import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OwnUsageView } from '../../../shared/http/views.ts';
import { get } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { logAddress } from '../requests/log-address.ts';
import { Reason } from '../requests/reason.tsx';

const refreshMs = 60_000;
const todayOf = (now: Date) => now.toISOString().slice(0, 10);

/** Requests of this UTC day by what became of them: usage is kept by the day. */
export const useRequestsToday = () => {
  const today = todayOf(new Date());
  return useQuery({
    queryKey: ['usage', 'today', today],
    queryFn: () => get<OwnUsageView>(`/v1/usage?by=status&from=${today}`),
    refetchInterval: refreshMs,
  });
};

/** How many requests were served and refused today, and why most were refused. Each figure leads to its requests. */
export function RequestsToday({ usage: { data, total } }: { readonly usage: OwnUsageView }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const from = todayOf(new Date());
  const [most] = data.filter(({ refused }) => refused > 0).toSorted((a, b) => b.refused - a.refused);
  return (
    <>
      <p>
        <Link className="figure" to={logAddress({ status: 'served', from })}>
          {number(total.requests)}
        </Link>{' '}
        <span className="figure-of">{t('overview.served')}</span>
      </p>
      <p>
        <Link to={logAddress({ from })}>{t('overview.refused', { number: number(total.refused) })}</Link>
      </p>
      {most && (
        <p className="small">
          {t('overview.mostly')} <Reason code={most.bucket} /> ({number(most.refused)})
        </p>
      )}
    </>
  );
}
