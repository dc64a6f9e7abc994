/** Domain values as the bodies of answers. */
import type { Account, Session } from '../domain/accounts/account.ts';
import type { OperatorRole } from '../domain/accounts/operator.ts';
import { currencyOf } from '../domain/billing/currency.ts';
import type { Entitlement } from '../domain/billing/entitlement.ts';
import { capCurrency, type SpendCap } from '../domain/billing/spend-cap.ts';
import type { Subscription } from '../domain/billing/subscription.ts';
import type { Catalog } from '../domain/catalog/catalog.ts';
import type { Hold } from '../domain/evidence/hold.ts';
import type { Suppression } from '../domain/mail/suppression.ts';
import { entitlementView, givenIn } from './present-entitlement.ts';
import { subscriptionView } from './present-subscription.ts';
import type { AccountView, SpendCapView } from './views.ts';

type AccountParts = Parameters<typeof givenIn>[1] & {
  readonly account: Account;
  readonly session: Session;
  readonly operatorRole: OperatorRole | null;
  readonly operatorStep?: AccountView['operatorStep'];
  readonly suppression: Suppression | null;
  readonly suspension: { readonly reason: string; readonly at: string } | null;
  readonly hold: Hold | null;
  readonly subscriptions: readonly Subscription[];
  readonly entitlement: Entitlement;
  readonly spendCap: SpendCap | null;
};

/** GET /v1/account */
export const accountView = (catalog: Catalog, parts: AccountParts): AccountView => ({
  id: parts.account.id,
  email: parts.session.email,
  organization: parts.account.organization,
  role: parts.session.role,
  createdAt: parts.account.createdAt,
  operator: parts.operatorRole !== null,
  operatorRole: parts.operatorRole,
  ...(parts.operatorStep ? { operatorStep: parts.operatorStep } : {}),
  signedInBy: parts.session.signedInBy,
  ...(parts.session.viewsUntil === undefined ? {} : { viewsUntil: parts.session.viewsUntil }),
  mailHeldBack: parts.suppression?.reason ?? null,
  suspension: parts.suspension && { ...parts.suspension, supportEmail: catalog.supportEmail },
  hold: parts.hold && { since: parts.hold.since, reason: parts.hold.reason },
  subscriptions: parts.subscriptions.map((each) => subscriptionView(catalog, each, parts.now)),
  entitlement: entitlementView(parts.entitlement),
  spendCap: spendCapView(parts),
  ...givenIn(catalog, parts),
});

/** A cap in a currency that is not paid in any more is shown in that one: it is what holds. */
export function spendCapView({
  entitlement,
  subscriptions,
  spendCap,
}: Pick<AccountParts, 'entitlement' | 'subscriptions' | 'spendCap'>): SpendCapView | null {
  const currency = capCurrency(entitlement, currencyOf(subscriptions));
  if (currency === null) return null;
  return { amountMinor: spendCap?.amountMinor ?? null, currency: spendCap?.currency ?? currency };
}
