import type { Session } from '../../shared/domain/accounts/account.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { ok } from '../../shared/http/answer.ts';
import { found } from '../../shared/http/page.ts';
import { accountView } from '../../shared/http/present.ts';
import { lacksPasskey, signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { AccountView } from '../../shared/http/views.ts';
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
        operatorStep: await operatorStepOf(deps, session),
        subscriptions: billing.subscriptions,
        entitlement: entitlementAt(catalog, access.grants, now),
        spendCap: access.spendCap,
        now,
      }),
    );
  });

/** What an operator lacks for the console: a passkey, or a sign-in with it. */
async function operatorStepOf(deps: AccountsDeps, session: Session): Promise<AccountView['operatorStep']> {
  if (!lacksPasskey(deps, session)) return undefined;
  const known = await deps.passkeys.listOf(session.accountId);
  return known.some(({ enrolledFor }) => enrolledFor === session.email) ? 'sign_in_with_passkey' : 'enrol_passkey';
}
