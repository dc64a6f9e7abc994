import type { AccountView } from '../../../shared/http/views.ts';
import { Credit } from '../billing/credit.tsx';
import { Invoices } from '../billing/invoices.tsx';
import { SpendCap } from '../billing/spend-cap.tsx';
import { Subscriptions } from '../billing/subscriptions.tsx';
import { OwnData } from './own-data.tsx';
import { Passkeys } from './passkeys.tsx';
import { Sessions } from './sessions.tsx';

/** The column about the account: subscriptions and payments, its person's ways to sign in, and its data. */
export const DashboardAccount = ({ account }: { readonly account: AccountView }) => (
  <div className="dashboard-side">
    <Subscriptions account={account} />
    <Credit account={account} />
    <SpendCap account={account} />
    <Invoices />
    <Passkeys account={account} />
    <Sessions />
    <OwnData account={account} />
  </div>
);
