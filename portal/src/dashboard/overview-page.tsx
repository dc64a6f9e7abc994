import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { DashboardNotices } from '../account/dashboard-notices.tsx';
import { useIsNew } from '../account/first-steps.tsx';
import { later } from '../later-pages.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { WhenSeen } from '../ui/when-seen.tsx';
import { BuyerPage } from './buyer-page.tsx';
import { pageOfHash } from './former-hashes.ts';
import { useAttention } from './needs.tsx';
import { OverviewCards } from './overview-cards.tsx';
import { useRequestsToday } from './requests-today.tsx';

const Recent = later(() => import('./recent.tsx'), 'overview', 'trail');

/** `/app`: everything that needs the buyer now, the first steps of a new organization, and how it stands. */
export default function OverviewPage() {
  const page = pageOfHash(useLocation().hash);
  if (page) return <Navigate to={page} replace />;
  return (
    <BuyerPage
      name="overview"
      lead={({ organization, email }) => (
        <>
          <bdi>{organization}</bdi> · <bdi>{email}</bdi>
        </>
      )}
    >
      {(account) => <Overview account={account} />}
    </BuyerPage>
  );
}

/** All of it at once, so that nothing moves when a part is loaded. */
function Overview({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { isLoading, isNew } = useIsNew();
  const isKnown = [useAttention(), useRequestsToday()].every(({ isFetched }) => isFetched);
  if (isLoading || !isKnown) return <Skeleton lines={8} />;
  return (
    <>
      <section className="stack" aria-label={t('overview.needsYou')}>
        <DashboardNotices account={account} />
      </section>
      {!isNew && (
        <>
          <OverviewCards account={account} />
          <WhenSeen>
            <Suspense fallback={<Skeleton lines={5} />}>
              <Recent />
            </Suspense>
          </WhenSeen>
        </>
      )}
    </>
  );
}
