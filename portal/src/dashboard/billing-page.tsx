import { Credit } from '../billing/credit.tsx';
import { FailingPayments } from '../billing/failing-payments.tsx';
import { Given } from '../billing/given.tsx';
import { Invoices } from '../billing/invoices.tsx';
import { Offers } from '../billing/offers.tsx';
import { SpendCap } from '../billing/spend-cap.tsx';
import { Subscriptions } from '../billing/subscriptions.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/billing`: payments that fail, plans and badges, private prices, prepaid credit, the spend cap, and every invoice. */
export default function BillingPage() {
  return (
    <BuyerPage name="billing">
      {(account) => (
        <>
          <FailingPayments account={account} />
          <Subscriptions account={account} />
          <Offers account={account} />
          <Given account={account} />
          <Credit account={account} />
          <SpendCap account={account} />
          <Invoices />
        </>
      )}
    </BuyerPage>
  );
}
