import type { Account } from '../../shared/domain/accounts/account.ts';
import type { OperatorRequest } from '../../shared/http/route.ts';
import { countRefunds } from '../../shared/services/entitlements/count-refunds.ts';
import { applyRefundPolicy } from '../../shared/services/entitlements/refund-policy.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { PaidInvoice } from '../../shared/stripe/invoice-refunds.ts';
import type { BillingDeps } from './deps.ts';
import { give } from './give.ts';
import { withMoney } from './given-money.ts';
import { tellOfAct } from './tell-of-act.ts';

type Refunded = { readonly paid: PaidInvoice; readonly order: string; readonly amountMinor: number };

/** Lets a refund that stands at Stripe take effect: the refund policy, the access that follows, the line, and the mail. Repeated it changes nothing. */
export async function noteRefund(
  deps: BillingDeps,
  request: OperatorRequest,
  account: Account,
  { paid, order, amountMinor }: Refunded,
): Promise<void> {
  const { id: invoice, currency } = paid;
  await give(deps, request, account, ({ given }) => {
    const at = deps.now().toISOString();
    const next = withMoney(given, { act: 'refund', order, amountMinor, currency, at });
    const detail = { invoice, amountMinor: String(amountMinor), currency, order };
    return next && { given: next, action: 'refund.made', detail, changesAccess: false };
  });
  if (account.stripeCustomerId !== null) {
    await applyRefundPolicy(deps, account.stripeCustomerId);
    await countRefunds(deps, account.stripeCustomerId);
    await syncAccount(deps, account.id, account.stripeCustomerId);
  }
  const done = { act: 'refunded', amountMinor, currency, number: paid.number ?? invoice } as const;
  await tellOfAct(deps, request, account, { done, of: order });
}
