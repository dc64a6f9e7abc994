import type { AccountView } from '../../../shared/http/views.ts';
import { CheckoutReturn } from '../billing/checkout-return.tsx';
import { Wanted } from '../billing/wanted.tsx';
import { Needs } from '../dashboard/needs.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Unreachable } from './unreachable.tsx';

/** Everything that needs the buyer's attention now, and the first steps of a new account. */
export const DashboardNotices = ({ account }: { readonly account: AccountView }) => (
  <div className="stack">
    <Needs account={account} />
    <Unreachable account={account} />
    <CheckoutReturn />
    <Wanted plans={[...account.entitlement.plans, ...account.entitlement.badges]} />
    <FirstSteps account={account} />
  </div>
);
