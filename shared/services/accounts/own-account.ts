import { entitlementAt } from '../../domain/billing/entitlement.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { found } from '../../errors.ts';
import { accountView } from '../../http/present.ts';
import type { SignedInRequest } from '../../http/route.ts';
import { type OperatorDeps, roleNowOf } from '../../http/session.ts';
import type { AccountView } from '../../http/views.ts';
import type { Accounts } from '../../storage/accounts/accounts.ts';
import type { Suppressions } from '../../storage/accounts/suppressions.ts';
import type { AccessStates } from '../../storage/billing/access.ts';
import type { Billing } from '../../storage/billing/billing.ts';
import type { Holds } from '../../storage/evidence/holds.ts';

/** The stores that an account's own view is read from. */
export type OwnAccountDeps = Pick<OperatorDeps, 'operators' | 'operatorWords'> & {
  readonly catalog: Catalog;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly billing: Pick<Billing, 'read'>;
  readonly access: Pick<AccessStates, 'readPaid'>;
  readonly suppressions: Pick<Suppressions, 'find'>;
  readonly holds: Pick<Holds, 'find'>;
  readonly now: () => Date;
};

/** The signed-in account, its subscriptions, and the access that they give now. @throws AppError 404 where the account no longer exists */
export async function ownAccount(
  deps: OwnAccountDeps,
  { session }: Pick<SignedInRequest, 'session'>,
): Promise<AccountView> {
  const { catalog } = deps;
  const [account, billing, access, suppression, operatorRole, hold] = await Promise.all([
    deps.accounts.find(session.accountId),
    deps.billing.read(session.accountId),
    deps.access.readPaid(session.accountId),
    deps.suppressions.find(session.email),
    roleNowOf(deps, session.email),
    deps.holds.find(session.accountId),
  ]);
  const now = deps.now();
  return accountView(catalog, {
    account: found(account, 'This account'),
    session,
    suppression,
    suspension: access.suspension,
    hold,
    operatorRole,
    subscriptions: billing.subscriptions,
    entitlement: entitlementAt(catalog, access.grants, now),
    grants: access.grants,
    gifts: billing.given,
    spendCap: access.spendCap,
    now,
  });
}
