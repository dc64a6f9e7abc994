import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { restoreTaxes } from '../../shared/services/entitlements/restore-tax.ts';
import type { Correction, ReconcileRun } from '../../shared/storage/billing/drift.ts';
import type { ReconcileDeps } from './deps.ts';

type Of = { readonly accountId: string; readonly customerId: string };

/**
 * Turns tax on again where Stripe turned it off. A subscription for which that is not possible yet is drift at every run, because its
 * invoices lack the tax. Null where none is untaxed.
 */
export async function compareTax(
  deps: ReconcileDeps,
  run: ReconcileRun,
  { subscriptions, ...of }: Of & { readonly subscriptions: readonly Subscription[] },
): Promise<Correction | null> {
  const untaxed = await restoreTaxes(deps, subscriptions);
  if (untaxed.length === 0) return null;
  const correction: Correction = {
    ...{ runId: run.id, runStartedAt: run.startedAt, at: deps.now().toISOString(), ...of },
    cause: 'untaxed',
    accessChanged: false,
    differences: untaxed.map((id) => ({ of: 'subscription', id, field: 'tax', before: 'true', after: 'false' })),
  };
  await deps.drift.record(correction);
  return correction;
}
