import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { later } from '../later-pages.tsx';
import { Note } from '../ui/note.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const CheckoutPending = later(() => import('./checkout-pending.tsx'), 'overview', 'buyer');

/** The result of Stripe's checkout, on the page to which it returns. */
export function CheckoutReturn() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const outcome = query.get('checkout');
  if (outcome === 'success')
    return (
      <Suspense fallback={<Skeleton lines={3} />}>
        <CheckoutPending session={query.get('session')} />
      </Suspense>
    );
  if (!outcome) return null;
  return (
    <Note title={t('checkout.leftTitle')}>
      <p>
        {t('checkout.left')} <Link to="/app/plans">{t('home.seePlans')}</Link>
      </p>
    </Note>
  );
}
