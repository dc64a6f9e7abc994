import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { Page } from '../ui/page.tsx';
import { focusSection } from '../ui/section.tsx';
import { DashboardAccount } from './dashboard-account.tsx';
import { DashboardData } from './dashboard-data.tsx';
import { DashboardNotices } from './dashboard-notices.tsx';
import { RequireSession } from './require-session.tsx';

/** `/app`: everything of a buyer's account, on one page. */
export function DashboardPage() {
  const { t } = useTranslation();
  return <RequireSession title={t('dashboard.title')}>{(account) => <Dashboard account={account} />}</RequireSession>;
}

function useSectionOfAddress() {
  const { hash, key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: following the same link again moves there again
  useEffect(() => {
    if (hash) focusSection(hash.slice(1));
  }, [hash, key]);
}

function Dashboard({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  useSectionOfAddress();
  return (
    <Page
      title={t('dashboard.title')}
      lead={
        <>
          <bdi>{account.organization}</bdi> · <bdi>{account.email}</bdi>
        </>
      }
    >
      <DashboardNotices account={account} />
      <div className="dashboard">
        <DashboardData />
        <DashboardAccount account={account} />
      </div>
    </Page>
  );
}
