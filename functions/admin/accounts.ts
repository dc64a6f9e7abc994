import { type Account, lifeOf } from '../../shared/domain/accounts/account.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import { subscriptionView } from '../../shared/http/present-subscription.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { AdminAccountView } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';

/** GET /v1/admin/accounts: newest first, with what each one holds and can reach now. */
export const listAccounts =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { accounts, cursor } = await deps.accounts.list(pageRequestOf(request));
    return ok({ data: await Promise.all(accounts.map((account) => view(deps, account))), cursor });
  };

async function view(
  { catalog, billing, access, suppressions, holds, now }: AdminDeps,
  account: Account,
): Promise<AdminAccountView> {
  const [{ subscriptions }, { grants, suspended }, suppression, hold] = await Promise.all([
    billing.read(account.id),
    access.readPaid(account.id),
    suppressions.find(account.email),
    holds.find(account.id),
  ]);
  const at = now();
  const entitlement = entitlementAt(catalog, grants, at);
  const { id, email, organization, createdAt, stripeCustomerId } = account;
  return {
    id,
    email,
    organization,
    createdAt,
    stripeCustomerId,
    state: lifeOf(account),
    suspended,
    hold: hold && { since: hold.since, reason: hold.reason },
    mailHeldBack: suppression?.reason ?? null,
    access: entitlement.access,
    plans: [...entitlement.plans],
    badges: [...entitlement.badges],
    subscriptions: subscriptions.map((each) => subscriptionView(catalog, each, at)),
  };
}
