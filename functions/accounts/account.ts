import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { ok } from '../../shared/http/answer.ts';
import { found } from '../../shared/http/page.ts';
import { accountView } from '../../shared/http/present.ts';
import { signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { AccountsDeps } from './deps.ts';

/** GET /v1/account: who is signed in, what is subscribed, and what that allows now. */
export const readAccount = (deps: AccountsDeps): Route =>
  signedIn(deps, async ({ session }) => {
    const { catalog } = deps;
    const [account, billing, access, suppression] = await Promise.all([
      deps.accounts.find(session.accountId),
      deps.billing.read(session.accountId),
      deps.access.read(session.accountId),
      deps.suppressions.find(session.email),
    ]);
    const now = deps.now();
    return ok(
      accountView(catalog, {
        account: found(account, 'This account'),
        session,
        suppression,
        suspension: access.suspension,
        operator: catalog.operators.includes(session.email),
        subscriptions: billing.subscriptions,
        entitlement: entitlementAt(catalog, access.grants, now),
        spendCap: access.spendCap,
        now,
      }),
    );
  });
