import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Given } from '../../shared/domain/billing/given.ts';
import type { HeldCredit } from '../../shared/domain/billing/held-credit.ts';
import { found } from '../../shared/errors.ts';
import type { OperatorRequest } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { applyAccessChange } from '../../shared/services/entitlements/apply-access-change.ts';
import { revenueCounted } from '../../shared/services/entitlements/count-revenue.ts';
import type { BillingState } from '../../shared/storage/billing/billing.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import type { BillingDeps } from './deps.ts';

/** A change of what was given: the line that it leaves, and the credit where that changes with it. */
export type GiftChange = {
  readonly given: Given;
  readonly credit?: HeldCredit | null;
  readonly action:
    | 'comp.given'
    | 'comp.ended'
    | 'units.given'
    | 'limits.set'
    | 'limits.removed'
    | 'credit.given'
    | 'refund.made'
    | 'price.offered'
    | 'price.withdrawn';
  readonly detail: Readonly<Record<string, string>>;
  /** False where access stays as it is. */
  readonly changesAccess?: false;
};

const maxRaces = 10;

/** The organization that an operator's act is on. @throws AppError 404 */
export const accountActedOn = async ({ accounts }: BillingDeps, { params }: OperatorRequest): Promise<Account> =>
  found(await accounts.find(params.id ?? ''), 'This account');

/**
 * Changes what was given to an organization. It is written with the line and the access change in one transaction, unless a sync wrote meanwhile. Then it is
 * asked again. `giving` answers null where the change is made already, as after an answer that was lost. An interrupted access change is finished first.
 */
export async function give(
  deps: BillingDeps,
  request: OperatorRequest,
  { id: accountId }: Account,
  giving: (state: BillingState) => GiftChange | null,
): Promise<Given> {
  for (let race = 0; race < maxRaces; race++) {
    const state = await deps.billing.read(accountId);
    await applyAccessChange(deps, state);
    const change = giving(state);
    if (change === null) return state.given;
    const { given, credit = state.credit, action, detail, changesAccess } = change;
    const audit = operatorLine(deps, request, { accountId, action, detail });
    const { version: readVersion, subscriptions, syncedAt, notices } = state;
    const written = await deps.billing.write({
      ...{ accountId, readVersion, subscriptions, credit, given, syncedAt, notices, audit },
      grantsVersion: (await deps.access.readPaid(accountId)).version,
      accessChange: changesAccess === false ? null : { at: audit.at, isGiven: true },
      revenue: revenueCounted(deps, state, { subscriptions, at: audit.at }),
    });
    if (!written) continue;
    await applyAccessChange(deps, written);
    return given;
  }
  throw new StorageUnavailable(new Error(`Lost ${maxRaces} races to give something to ${accountId}`));
}
