import type { OperatorDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { TopUpQueue } from '../../shared/queues.ts';
import type { SyncDeps } from '../../shared/services/entitlements/deps.ts';
import type { Accounts } from '../../shared/storage/accounts.ts';
import type { Affiliates } from '../../shared/storage/affiliates.ts';
import type { ApiKeys } from '../../shared/storage/api-keys.ts';
import type { Audit } from '../../shared/storage/audit.ts';
import type { AutoTopUps } from '../../shared/storage/auto-top-ups.ts';
import type { Badges } from '../../shared/storage/badges.ts';
import type { Checkouts } from '../../shared/storage/checkouts.ts';
import type { PlanChanges } from '../../shared/storage/plan-changes.ts';
import type { SpendCaps } from '../../shared/storage/spend-caps.ts';
import type { Suppressions } from '../../shared/storage/suppressions.ts';
import type { Throttles } from '../../shared/storage/throttles.ts';
import type { Usage } from '../../shared/storage/usage.ts';
import type { Webhooks } from '../../shared/storage/webhooks.ts';

export type BillingDeps = HttpDeps &
  OperatorDeps &
  SyncDeps & {
    readonly accounts: Accounts;
    readonly checkouts: Checkouts;
    readonly planChanges: PlanChanges;
    readonly spendCaps: SpendCaps;
    readonly throttles: Throttles;
    readonly autoTopUps: Pick<AutoTopUps, 'read' | 'set'>;
    readonly topUps: TopUpQueue;
    readonly audit: Audit;
    readonly apiKeys: ApiKeys;
    readonly badges: Badges;
    readonly affiliates: Pick<Affiliates, 'setCeiling' | 'seatsOf' | 'ofEmail' | 'listOf' | 'handleOf'>;
    readonly suppressions: Pick<Suppressions, 'find'>;
    readonly webhooks: Pick<Webhooks, 'listOf'>;
    readonly usage: Usage;
  };
