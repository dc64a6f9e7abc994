import type { AdmittingFunctions } from '../../shared/admitting-functions.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import type { MailQueue, TopUpQueue, UsageCheckQueue, WebhookQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';
import type { ApiKeys } from '../../shared/storage/keys/api-keys.ts';
import type { Batches } from '../../shared/storage/usage/batches.ts';
import type { CounterUpkeep } from '../../shared/storage/usage/counter-upkeep.ts';
import type { Counters } from '../../shared/storage/usage/counters.ts';
import type { LiveUsage } from '../../shared/storage/usage/live-usage.ts';
import type { Repeats } from '../../shared/storage/usage/repeats.ts';
import type { Segments } from '../../shared/storage/usage/segments.ts';
import type { UsageDays } from '../../shared/storage/usage/usage-days.ts';

/** The dependencies of a rollup. */
export type RollupDeps = {
  readonly segments: Segments;
  readonly batches: Batches;
  readonly usageDays: UsageDays;
  readonly repeats: Repeats;
  readonly counters: Pick<Counters, 'read' | 'reclaim'>;
  readonly now: () => Date;
};

/** The dependencies of the job, which also looks for instances that died. */
export type UsageMergeDeps = RollupDeps & {
  readonly accounts: Pick<Accounts, 'list'>;
  readonly apiKeys: Pick<ApiKeys, 'listOf'>;
  readonly counterUpkeep: Pick<
    CounterUpkeep,
    'ofAccount' | 'find' | 'reclaimSilent' | 'setLastNotified' | 'setRefused' | 'freeUnusable'
  >;
  readonly catalog: Catalog;
  readonly access: Pick<AccessStates, 'readPaid'>;
  readonly mail: MailQueue;
  readonly webhookEvents: WebhookQueue;
  readonly topUps: TopUpQueue;
  readonly checks: UsageCheckQueue;
  readonly admittingFunctions: AdmittingFunctions;
  readonly newId: () => string;
  readonly count: Count;
  readonly log: Log;
};

/** The dependencies of notices. Usage may be as rolled up, or live. */
export type UsageNoticeDeps = Omit<UsageMergeDeps, 'usageDays'> & {
  readonly usageDays: { readonly read: LiveUsage['days'] };
};
