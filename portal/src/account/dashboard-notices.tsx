import type { AccountView } from '../../../shared/http/views.ts';
import { CheckoutReturn } from '../billing/checkout-return.tsx';
import { FailingPayments } from '../billing/failing-payments.tsx';
import { Wanted } from '../billing/wanted.tsx';
import { Needs } from '../dashboard/needs.tsx';
import { LicenceNotice } from '../licences/licence-notice.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Suspended } from './suspended.tsx';
import { Unreachable } from './unreachable.tsx';

/** Everything that needs the buyer's attention now, and the first steps of a new account. */
export const DashboardNotices = ({ account }: { readonly account: AccountView }) => (
  <div className="stack">
    <Suspended account={account} />
    <FailingPayments account={account} />
    <Needs />
    <Unreachable account={account} />
    <CheckoutReturn />
    <Wanted plans={[...account.entitlement.plans, ...account.entitlement.badges]} />
    <LicenceNotice />
    <FirstSteps account={account} />
  </div>
);
