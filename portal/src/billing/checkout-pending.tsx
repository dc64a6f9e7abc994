import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { post } from '../api/client.ts';
import { mayPass } from '../api/query-client.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { isOver, useWaitFor } from './billing-api.ts';
import { isCredited } from './credit-api.ts';
import { readStarted, rememberStarted } from './wanted-price.ts';

/** Whether the account shows the purchase. Once it does, its price is forgotten, because the buyer may change it while this note is on the page. */
function isPaid(account: AccountView): boolean {
  const credited = isCredited(account);
  if (credited !== null) return credited;
  const started = readStarted();
  return account.subscriptions.some(
    (subscription) =>
      !isOver(subscription) && !subscription.awaitsFirstPayment && (!started || subscription.price === started),
  );
}

/** Further tries if Stripe did not answer: after 2, 4, 8 and 16 seconds. */
const maxRetries = 4;
const firstRetryMs = 2_000;

/** Has the account synced with Stripe, because the webhook may be late or lost. */
function useSyncAfter(session: string | null) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['checkout-return', session],
    queryFn: async () => {
      const account = await post<AccountView>('/v1/checkout/return', { session });
      client.setQueryData<AccountView | null>(['account'], (known) => ({ ...known, ...account }));
      return account;
    },
    enabled: session !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (failures, error) => failures < maxRetries && mayPass(error),
    retryDelay: (failures) => firstRetryMs * 2 ** failures,
  });
}

/** Waits until the account itself shows the subscription or credit, because the address proves nothing. */
export default function CheckoutPending({ session }: { readonly session: string | null }) {
  const { t } = useTranslation();
  const [, setQuery] = useSearchParams();
  const { state, again } = useWaitFor(isPaid);
  const { refetch } = useSyncAfter(session);
  const client = useQueryClient();
  const askAgain = () => {
    again();
    if (session !== null) void refetch();
  };
  useEffect(() => {
    if (state !== 'there') return;
    rememberStarted(null);
    void client.invalidateQueries({ queryKey: ['badges'] });
    void client.invalidateQueries({ queryKey: ['usage'] });
    void client.invalidateQueries({ queryKey: ['attention'] });
  }, [state, client]);
  return (
    <div role="status">
      <Note tone={state === 'there' ? 'good' : 'warn'} title={t(`checkout.${state}Title`)}>
        <p>{t(`checkout.${state}`)}</p>
        {state === 'there' && <Button onClick={() => setQuery({}, { replace: true })}>{t('common.close')}</Button>}
        {state === 'late' && <Button onClick={askAgain}>{t('checkout.again')}</Button>}
      </Note>
    </div>
  );
}
