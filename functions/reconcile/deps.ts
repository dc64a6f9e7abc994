import type { Count } from '../../shared/metrics.ts';
import type { StripeQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts.ts';
import type { Audit } from '../../shared/storage/audit.ts';
import type { Drift } from '../../shared/storage/drift.ts';
import type { Events } from '../../shared/storage/events.ts';
import type { SyncDeps } from '../sync-account.ts';

export type ReconcileDeps = SyncDeps & {
  readonly accounts: Accounts;
  readonly audit: Audit;
  readonly events: Events;
  readonly drift: Drift;
  readonly stripeQueue: StripeQueue;
  readonly count: Count;
};
