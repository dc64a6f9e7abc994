import type { OperatorDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { Accounts } from '../../shared/storage/accounts.ts';
import type { ApiKeys } from '../../shared/storage/api-keys.ts';
import type { Audit } from '../../shared/storage/audit.ts';
import type { Badges } from '../../shared/storage/badges.ts';
import type { Checkouts } from '../../shared/storage/checkouts.ts';
import type { PlanChanges } from '../../shared/storage/plan-changes.ts';
import type { Throttles } from '../../shared/storage/throttles.ts';
import type { Usage } from '../../shared/storage/usage.ts';
import type { SyncDeps } from '../sync-account.ts';

export type BillingDeps = HttpDeps &
  OperatorDeps &
  SyncDeps & {
    readonly accounts: Accounts;
    readonly checkouts: Checkouts;
    readonly planChanges: PlanChanges;
    readonly throttles: Throttles;
    readonly audit: Audit;
    readonly apiKeys: ApiKeys;
    readonly badges: Badges;
    readonly usage: Usage;
  };
