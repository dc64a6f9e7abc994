import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountView, AttentionItemView, AttentionView } from '../../../shared/http/views.ts';
import { Suspended } from '../account/suspended.tsx';
import { get } from '../api/client.ts';
import { FailingPayment } from '../billing/failing-payment.tsx';
import { useFormat } from '../i18n/format.ts';
import { LicenceNotice } from '../licences/licence-notice.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { keyOf, NeedNote } from './need-note.tsx';

/** Everything that needs the organization now, as the server says it. */
export const useAttention = () =>
  useQuery({ queryKey: ['attention'], queryFn: () => get<AttentionView>('/v1/attention') });

/** Everything that needs somebody, as the server says it, most urgent first. The account only chooses the words for a failing payment. */
export function Needs({ account }: { readonly account: AccountView }) {
  const { data, error } = useAttention();
  return (
    <>
      <ProblemNote error={data ? null : error} />
      {(data?.data ?? []).map((item) => (
        <One key={keyOf(item)} item={item} account={account} />
      ))}
    </>
  );
}

function One({ item, account }: { readonly item: AttentionItemView; readonly account: AccountView }) {
  if (item.kind === 'suspended') return <Suspended since={item.since} reason={item.reason} />;
  if (item.kind === 'licence') return <LicenceNotice item={item} />;
  if (item.kind === 'failing_payment' && item.of !== 'credit')
    return <Owed item={{ ...item, of: item.of }} account={account} />;
  return <NeedNote item={item} />;
}

type OwedProps = {
  readonly item: Extract<AttentionItemView, { kind: 'failing_payment' }> & { readonly of: 'plan' | 'badge' };
  readonly account: AccountView;
};

const failed = { unpaidBecause: null, invoiceDueAt: null };

function Owed({ item: { of, id, subscription, amount, since, accessUntil, payAt }, account }: OwedProps) {
  const { t } = useTranslation();
  const { date, money } = useFormat();
  const owed = amount && since ? t('attention.owed', { amount: money(amount), date: date(since) }) : '';
  return (
    <FailingPayment
      payment={{ of, id: id || (subscription ?? ''), accessUntil, payAt, owed }}
      why={account.subscriptions.find((each) => each.id === subscription) ?? failed}
    />
  );
}
