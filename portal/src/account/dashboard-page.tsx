import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { Badges } from '../badges/badges.tsx';
import { CheckoutReturn } from '../billing/checkout-return.tsx';
import { Credit } from '../billing/credit.tsx';
import { FailingPayments } from '../billing/failing-payments.tsx';
import { Invoices } from '../billing/invoices.tsx';
import { SpendCap } from '../billing/spend-cap.tsx';
import { Subscriptions } from '../billing/subscriptions.tsx';
import { Wanted } from '../billing/wanted.tsx';
import { Keys } from '../keys/keys.tsx';
import { TryIt } from '../keys/try-it.tsx';
import { LicenceNotice } from '../licences/licence-notice.tsx';
import { Licences } from '../licences/licences.tsx';
import { Affiliations } from '../organizations/affiliations.tsx';
import { Page } from '../ui/page.tsx';
import { focusSection } from '../ui/section.tsx';
import { Usage } from '../usage/usage.tsx';
import { Webhooks } from '../webhooks/webhooks.tsx';
import { FirstSteps } from './first-steps.tsx';
import { OwnData } from './own-data.tsx';
import { Passkeys } from './passkeys.tsx';
import { RequireSession } from './require-session.tsx';
import { Suspended } from './suspended.tsx';
import { Unreachable } from './unreachable.tsx';

/** `/dashboard`: everything a buyer has here, on one page. */
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
  const [secret, setSecret] = useState<string>();
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
      <div className="stack">
        <Suspended account={account} />
        <FailingPayments account={account} />
        <Unreachable account={account} />
        <CheckoutReturn />
        <Wanted plans={[...account.entitlement.plans, ...account.entitlement.badges]} />
        <LicenceNotice />
        <FirstSteps account={account} />
      </div>
      <div className="dashboard">
        <div className="dashboard-main">
          <Licences />
          <Keys onCreated={(key) => setSecret(key.secret)} />
          <TryIt secret={secret} />
          <Usage />
          <Webhooks path="/v1/webhooks" />
        </div>
        <div className="dashboard-side">
          <Subscriptions account={account} />
          <Credit account={account} />
          <SpendCap account={account} />
          <Badges />
          <Affiliations />
          <Invoices />
          <Passkeys account={account} />
          <OwnData />
        </div>
      </div>
    </Page>
  );
}
