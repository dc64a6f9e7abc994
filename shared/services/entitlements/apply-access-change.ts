import { creditPeriod, grantsOfAll } from '../../domain/billing/credit.ts';
import { nothingGranted } from '../../domain/billing/drift.ts';
import { entitlementAt } from '../../domain/billing/entitlement.ts';
import type { Grant } from '../../domain/billing/grant.ts';
import { accessEvent } from '../../domain/webhooks/event.ts';
import type { BillingState } from '../../storage/billing/billing.ts';
import type { CounterId } from '../../storage/usage/counters.ts';
import type { SyncDeps } from './deps.ts';

/**
 * Applies the access change that a billing item was written with. It writes the grants, the open counter's limit, the announcement to every
 * instance, the trail's line and the event for webhooks. Then the item says that it is done. Each write does nothing where it was made
 * before or a later change overtook it. So any number of syncs may do this at once and die anywhere: the next one repeats it.
 */
export async function applyAccessChange(deps: SyncDeps, state: BillingState): Promise<void> {
  const { accountId, version, credit, accessChange } = state;
  if (!accessChange) return;
  const { at, ended, isGiven } = accessChange;
  const grants = grantsOfAll(deps.catalog, state);
  await deps.access.grant(accountId, { version, grants });
  await relimitPeriod(deps, { accountId, version, grants });
  if (credit) await relimit(deps, { accountId, periodStart: creditPeriod }, { to: credit.units, version });
  await deps.changes.announce(accountId);
  await deps.audit.append({
    id: `access-${version}`,
    accountId,
    at,
    action: 'access.changed',
    actor: isGiven ? 'tollgate' : 'stripe',
    detail: { grants: describe(grants), ...(ended !== undefined && { ended }) },
  });
  await deps.webhookEvents.send({ event: accessEvent({ accountId, version, at }, grants) });
  await deps.billing.carriedOut(accountId, version);
}

type Granted = { readonly accountId: string; readonly version: number; readonly grants: readonly Grant[] };

/**
 * Moves the limit of the present period's counter, where one is open and the plans are hard. The limit with overage depends on the spend
 * cap, which instances know. They move the limit of a counter that differs from the account's state.
 */
async function relimitPeriod(deps: SyncDeps, { accountId, version, grants }: Granted): Promise<void> {
  const { period, overage, allowance } = entitlementAt(deps.catalog, grants, deps.now());
  if (period === null || overage || allowance === null) return;
  await relimit(deps, { accountId, periodStart: period.start }, { to: allowance, version });
}

/** Moves a counter's limit. Below the units already taken, the free units are negative: the next units bought fill that gap first. */
async function relimit(
  { counters }: SyncDeps,
  id: CounterId,
  { to, version }: { readonly to: number; readonly version: number },
): Promise<void> {
  const counter = await counters.read(id);
  if (counter && counter.limit !== to) await counters.relimit(id, { from: counter.limit, to, version });
}

const describe = (grants: readonly Grant[]): string =>
  grants
    .filter(({ kind }) => kind !== 'limits')
    .map((grant) => `${grant.id} (${wordOf(grant)})`)
    .join(', ') || nothingGranted;

const wordOf = ({ status, credit, isComp }: Grant): string =>
  credit ? `${credit.units} prepaid` : isComp ? 'given' : status;
