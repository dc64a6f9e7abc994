import type { Count } from '../../shared/metrics.ts';
import type { StripeQueue } from '../../shared/queues.ts';
import type { SyncDeps } from '../../shared/services/entitlements/deps.ts';
import type { UsageReportDeps } from '../../shared/services/usage/report-deps.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { Drift } from '../../shared/storage/billing/drift.ts';
import type { Events } from '../../shared/storage/billing/stripe-events.ts';
import type { Contests } from '../../shared/storage/evidence/contests.ts';
import type { Findable } from '../../shared/storage/find/findable.ts';
import type { Trail } from '../../shared/storage/trail/trail.ts';
import type { Overages } from '../../shared/storage/usage/overage.ts';
import type { UsageGateway } from '../../shared/stripe/usage.ts';

/** Dependencies of the comparison of usage past allowances. */
export type UsageComparison = {
  readonly overages: Overages;
  readonly stripeUsage: UsageGateway;
  readonly totalOf: UsageReportDeps['totalOf'];
};

/** Dependencies of the nightly comparison with Stripe. */
export type ReconcileDeps = SyncDeps &
  UsageComparison & {
    readonly accounts: Accounts;
    readonly trail: Trail;
    readonly events: Events;
    readonly drift: Drift;
    readonly stripeQueue: StripeQueue;
    readonly contests: Pick<Contests, 'list' | 'setGiven'>;
    readonly findable: Findable;
    readonly count: Count;
  };
