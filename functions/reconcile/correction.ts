import { causeOf, differencesBetween } from '../../shared/domain/billing/drift.ts';
import type { FoundDrift } from '../../shared/services/entitlements/deps.ts';
import type { Correction, ReconcileRun } from '../../shared/storage/billing/drift.ts';
import type { ReconcileDeps } from './deps.ts';
import type { Failing, Undelivered } from './unhandled.ts';

/** Makes corrections of a run: what differed, and why, from the account's trail and from the events that did not get through. */
export function correctionsOf(
  deps: ReconcileDeps,
  run: ReconcileRun,
  { customers, hasFailed }: Pick<Undelivered, 'customers'> & Failing,
) {
  return async (found: FoundDrift): Promise<Correction> => {
    const { accountId, customerId, at, accessChanged, before, after, isStored } = found;
    const hasUnhandledEvent = customers.has(customerId) || (await hasFailed(customerId));
    const lastGranted = await lastGrantedOf(deps, accountId);
    return {
      runId: run.id,
      runStartedAt: run.startedAt,
      accountId,
      customerId,
      at,
      accessChanged,
      cause: causeOf({ before, after, isStored, lastGranted, hasUnhandledEvent }),
      differences: differencesBetween(before, after),
    };
  };
}

/** The grants that the trail's newest line about access names, among its last 100 lines; null where no line does. */
async function lastGrantedOf({ trail }: ReconcileDeps, accountId: string): Promise<string | null> {
  const { entries } = await trail.list(accountId, { limit: 100 });
  return entries.find(({ action }) => action === 'access.changed')?.detail.grants ?? null;
}
