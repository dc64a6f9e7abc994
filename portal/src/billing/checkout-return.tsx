import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { isOver, useWaitFor } from './billing-api.ts';
import { isCredited } from './credit-api.ts';
import { readStarted, rememberStarted } from './wanted-price.ts';

/** After Stripe's checkout. The address proves nothing: it waits until the account itself shows the subscription. */
export function CheckoutReturn() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const outcome = query.get('checkout');
  if (outcome === 'success') return <CheckoutPending />;
  if (!outcome) return null;
  return (
    <Note title={t('checkout.leftTitle')}>
      <p>
        {t('checkout.left')} <Link to="/pricing">{t('home.seePlans')}</Link>
      </p>
    </Note>
  );
}

/** Once what was bought is there, nothing is waited for by name: it may be changed while this is on the page. */
function isPaid(account: AccountView): boolean {
  const credited = isCredited(account);
  if (credited !== null) return credited;
  const started = readStarted();
  return account.subscriptions.some(
    (subscription) =>
      !isOver(subscription) && !subscription.awaitsFirstPayment && (!started || subscription.price === started),
  );
}

function CheckoutPending() {
  const { t } = useTranslation();
  const [, setQuery] = useSearchParams();
  const { state, again } = useWaitFor(isPaid);
  const client = useQueryClient();
  useEffect(() => {
    if (state !== 'there') return;
    rememberStarted(null);
    void client.invalidateQueries({ queryKey: ['badges'] });
    void client.invalidateQueries({ queryKey: ['usage'] });
  }, [state, client]);
  return (
    <div role="status">
      <Note tone={state === 'there' ? 'good' : 'warn'} title={t(`checkout.${state}Title`)}>
        <p>{t(`checkout.${state}`)}</p>
        {state === 'there' && <Button onClick={() => setQuery({}, { replace: true })}>{t('common.close')}</Button>}
        {state === 'late' && <Button onClick={again}>{t('checkout.again')}</Button>}
      </Note>
    </div>
  );
}
