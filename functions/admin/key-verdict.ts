import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { failingPaymentsOf } from '../../shared/domain/billing/failing-payments.ts';
import { verdictOn } from '../../shared/domain/console/key-verdict.ts';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { consoleSubscriptionView } from '../../shared/http/present-console.ts';
import { keyView } from '../../shared/http/present-key.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { KeyVerdictView } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';

/** GET /v1/admin/keys/{id}: whether the key would be admitted now, and the chain that this follows from. Three round trips to the table. */
export const readKeyVerdict =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    const id = request.params.id ?? '';
    const accountId = found(await deps.search.ownerOfKey(id), 'This key');
    return ok(await verdictView(deps, accountId, id));
  };

async function verdictView(deps: AdminDeps, accountId: string, keyId: string): Promise<KeyVerdictView> {
  const { catalog } = deps;
  const [account, ownKey, billing, access, acceptances, counters, useCases, autoTopUp] = await Promise.all([
    deps.accounts.find(accountId),
    deps.apiKeys.find(accountId, keyId),
    deps.billing.read(accountId),
    deps.access.readPaid(accountId),
    deps.access.acceptancesOf(accountId),
    deps.counterUpkeep.ofAccount(accountId),
    deps.useCases.currentOf(accountId),
    deps.autoTopUps.read(accountId),
  ]);
  const key = found(ownKey, 'This key');
  const now = deps.now();
  const { grants, suspension, spendCap } = access;
  const takenIn = (periodStart: string): number => {
    const counter = counters.find((each) => each.periodStart === periodStart);
    return counter ? counter.limit + counter.credited - counter.free : 0;
  };
  const isApproved = useCases.get(key.app)?.current?.isApproved === true;
  const state = { key, grants, suspension, acceptances, isApproved, spendCap, takenIn };
  const { resources, ...verdict } = verdictOn(catalog, state, now);
  return {
    key: keyView(key),
    organization: { id: accountId, name: account?.organization ?? '' },
    verdict: { ...verdict, resources: resources.map((each) => ({ ...each })) },
    access: entitlementAt(catalog, grants, now).access,
    suspendedBecause: suspension?.reason ?? null,
    subscriptions: billing.subscriptions.map((subscription) =>
      consoleSubscriptionView(catalog, billing.given, { subscription, now }),
    ),
    failing: failingPaymentsOf(catalog, { subscriptions: billing.subscriptions, autoTopUp }, now).map((each) => ({
      ...each,
    })),
  };
}
