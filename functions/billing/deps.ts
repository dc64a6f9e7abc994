import type { OperatorDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { TopUpQueue } from '../../shared/queues.ts';
import type { SyncDeps } from '../../shared/services/entitlements/deps.ts';
import type { UsageReportDeps } from '../../shared/services/usage/report-deps.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { Audit } from '../../shared/storage/accounts/audit.ts';
import type { Suppressions } from '../../shared/storage/accounts/suppressions.ts';
import type { Throttles } from '../../shared/storage/accounts/throttles.ts';
import type { Apps } from '../../shared/storage/apps/apps.ts';
import type { UseCases } from '../../shared/storage/apps/use-cases.ts';
import type { Affiliates } from '../../shared/storage/badges/affiliates.ts';
import type { Badges } from '../../shared/storage/badges/badges.ts';
import type { AutoTopUps } from '../../shared/storage/billing/auto-top-ups.ts';
import type { Checkouts } from '../../shared/storage/billing/checkouts.ts';
import type { PlanChanges } from '../../shared/storage/billing/plan-changes.ts';
import type { SpendCaps } from '../../shared/storage/billing/spend-caps.ts';
import type { Contests } from '../../shared/storage/evidence/contests.ts';
import type { Holds } from '../../shared/storage/evidence/holds.ts';
import type { ApiKeys } from '../../shared/storage/keys/api-keys.ts';
import type { Trail } from '../../shared/storage/trail/trail.ts';
import type { Usage } from '../../shared/storage/usage/usage.ts';
import type { Webhooks } from '../../shared/storage/webhooks/webhooks.ts';
import type { OfferAtStripe } from '../../shared/stripe/catalog/offer-at-stripe.ts';
import type { ObjectsAtStripe } from '../../shared/stripe/objects-at-stripe.ts';

/** Dependencies of the billing function. */
export type BillingDeps = HttpDeps &
  OperatorDeps &
  SyncDeps &
  Pick<UsageReportDeps, 'overages' | 'stripeUsage' | 'totalOf'> & {
    readonly accounts: Accounts;
    readonly offerAtStripe: OfferAtStripe;
    readonly objectsAtStripe: ObjectsAtStripe;
    readonly checkouts: Checkouts;
    readonly planChanges: PlanChanges;
    readonly spendCaps: SpendCaps;
    readonly throttles: Throttles;
    readonly autoTopUps: Pick<AutoTopUps, 'read' | 'set'>;
    readonly topUps: TopUpQueue;
    readonly audit: Audit;
    readonly trail: Trail;
    readonly apiKeys: ApiKeys;
    readonly apps: Pick<Apps, 'listOf'>;
    readonly useCases: Pick<UseCases, 'currentOf'>;
    readonly badges: Badges;
    readonly affiliates: Pick<Affiliates, 'setCeiling' | 'seatsOf' | 'ofEmail' | 'listOf' | 'handleOf'>;
    readonly suppressions: Pick<Suppressions, 'find'>;
    readonly holds: Pick<Holds, 'find'>;
    readonly webhooks: Pick<Webhooks, 'listOf'>;
    readonly usage: Usage;
    readonly contests: Pick<Contests, 'list' | 'find' | 'decide' | 'setGiven'>;
  };
