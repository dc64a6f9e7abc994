import type { UsageReportQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts.ts';
import type { Events } from '../../shared/storage/events.ts';
import type { WaitingEvents } from '../../shared/storage/waiting-events.ts';
import type { SyncDeps } from '../sync-account.ts';

export type StripeSyncDeps = SyncDeps & {
  readonly accounts: Accounts;
  readonly events: Events;
  readonly waitingEvents: WaitingEvents;
  readonly usageReports: UsageReportQueue;
};
