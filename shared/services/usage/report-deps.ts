import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { Log } from '../../log.ts';
import type { Accounts } from '../../storage/accounts/accounts.ts';
import type { AccessStates } from '../../storage/billing/access.ts';
import type { Billing } from '../../storage/billing/billing.ts';
import type { PlanChanges } from '../../storage/billing/plan-changes.ts';
import type { Overages } from '../../storage/usage/overage.ts';
import type { UsageGateway } from '../../stripe/usage.ts';

/** The stores and gateways that report overage to Stripe. */
export type UsageReportDeps = {
  readonly catalog: Catalog;
  readonly accounts: Accounts;
  readonly access: AccessStates;
  readonly billing: Billing;
  readonly overages: Overages;
  /** The locks of subscriptions that are about to be changed. */
  readonly planChanges: Pick<PlanChanges, 'read'>;
  readonly stripeUsage: UsageGateway;
  /** Units that an account used in a period, as far as they are rolled up; each counts once. */
  readonly totalOf: (accountId: string, periodStart: string) => Promise<number>;
  readonly log: Log;
  readonly now: () => Date;
};
