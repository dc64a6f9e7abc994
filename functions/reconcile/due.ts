import { hasAllEnded, isLeft, isTurn } from '../../shared/domain/billing/former.ts';
import type { ReconcileRun } from '../../shared/storage/billing/drift.ts';
import type { ReconcileDeps } from './deps.ts';

/** Dependencies of the choice of accounts, with the run and what is known before it. */
export type DueDeps = ReconcileDeps & {
  readonly run: ReconcileRun;
  /** Customers with refunds or disputes, and those of events that Stripe could not deliver. */
  readonly pressing: ReadonlySet<string>;
  /** Whether an event about a customer has failed here. */
  readonly hasFailed: (customerId: string) => Promise<boolean>;
};

type Of = { readonly id: string; readonly stripeCustomerId: string };

/**
 * Whether a run asks Stripe about an account. Stripe rations reads, so former customers are compared once a week
 * (docs/decisions/0069-reads-and-permissions-at-stripe.md). One of whom there is news is compared at once.
 */
export async function isDue(deps: DueDeps, { id, stripeCustomerId: customer }: Of): Promise<boolean> {
  if (deps.pressing.has(customer) || isTurn(id, deps.run.startedAt)) return true;
  return !(await isFormerCustomer(deps, id)) || (await deps.hasFailed(customer));
}

/** Whether nothing stored of the account can change by itself. */
export async function isFormerCustomer(deps: ReconcileDeps, accountId: string): Promise<boolean> {
  if (!hasAllEnded(await deps.billing.read(accountId))) return false;
  const { grants } = await deps.access.readPaid(accountId);
  const { overage } = await deps.overages.read(accountId);
  return !isLeft({ grants, windows: overage.windows });
}
