import { creditPeriod, grantsOfAll } from '../../domain/billing/credit.ts';
import { nothingGranted } from '../../domain/billing/drift.ts';
import { entitlementAt } from '../../domain/billing/entitlement.ts';
import type { Grant } from '../../domain/billing/grant.ts';
import { accessEvent } from '../../domain/webhooks/event.ts';
import type { BillingState } from '../../storage/billing/billing.ts';
import type { CounterId } from '../../storage/usage/counters.ts';
import type { SyncDeps } from './deps.ts';

/**
 * Carries out the access change that a billing item was written with: grants, the open counter's limit, the announcement to every
 * environment, the line in the trail, the event for webhooks; then the item says that it is done. Each is one write that does nothing where it was made before or
 * where a later change overtook it, so that any number of syncs may do this at once and die anywhere: who comes next does it again.
 */
export async function applyAccessChange(deps: SyncDeps, state: BillingState): Promise<void> {
  const { accountId, version, credit, accessChange } = state;
  if (!accessChange) return;
  const { at, ended } = accessChange;
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
    actor: 'stripe',
    detail: { grants: describe(grants), ...(ended !== undefined && { ended }) },
  });
  await deps.webhookEvents.send({ event: accessEvent({ accountId, version, at }, grants) });
  await deps.billing.carriedOut(accountId, version);
}

type Granted = { readonly accountId: string; readonly version: number; readonly grants: readonly Grant[] };

/**
 * Moves the limit of the present period's counter, where one is open and the plans are hard. How many units overage may reach is for
 * environments to say, which know the spend cap: they move the limit of a counter that differs from what they read of the account.
 */
async function relimitPeriod(deps: SyncDeps, { accountId, version, grants }: Granted): Promise<void> {
  const { period, overage, allowance } = entitlementAt(deps.catalog, grants, deps.now());
  if (period === null || overage || allowance === null) return;
  await relimit(deps, { accountId, periodStart: period.start }, { to: allowance, version });
}

/** Lowered below what was taken, what is free is negative: the next units that are bought go there first. */
async function relimit(
  { counters }: SyncDeps,
  id: CounterId,
  { to, version }: { readonly to: number; readonly version: number },
): Promise<void> {
  const counter = await counters.read(id);
  if (counter && counter.limit !== to) await counters.relimit(id, { from: counter.limit, to, version });
}

const describe = (grants: readonly Grant[]): string =>
  grants.map(({ id, status, credit }) => `${id} (${credit ? `${credit.units} prepaid` : status})`).join(', ') ||
  nothingGranted;
