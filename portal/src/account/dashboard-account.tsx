import type { AccountView } from '../../../shared/http/views.ts';
import { Badges } from '../badges/badges.tsx';
import { Credit } from '../billing/credit.tsx';
import { Invoices } from '../billing/invoices.tsx';
import { SpendCap } from '../billing/spend-cap.tsx';
import { Subscriptions } from '../billing/subscriptions.tsx';
import { Affiliations } from '../organizations/affiliations.tsx';
import { OwnData } from './own-data.tsx';
import { Passkeys } from './passkeys.tsx';
import { Sessions } from './sessions.tsx';

/** The column about the account: subscriptions and payments, badges, and how its person signs in. */
export const DashboardAccount = ({ account }: { readonly account: AccountView }) => (
  <div className="dashboard-side">
    <Subscriptions account={account} />
    <Credit account={account} />
    <SpendCap account={account} />
    <Badges />
    <Affiliations />
    <Invoices />
    <Passkeys account={account} />
    <Sessions />
    <OwnData />
  </div>
);
