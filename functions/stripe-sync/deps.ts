import type { UsageReportQueue } from '../../shared/queues.ts';
import type { SyncDeps } from '../../shared/services/entitlements/deps.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { SightingStore } from '../../shared/storage/accounts/sightings.ts';
import type { EventLines } from '../../shared/storage/billing/event-lines.ts';
import type { Events } from '../../shared/storage/billing/stripe-events.ts';
import type { WaitingEvents } from '../../shared/storage/billing/waiting-events.ts';
import type { PulseStore } from '../../shared/storage/pulses.ts';

/** Dependencies of the Stripe events' handling. */
export type StripeSyncDeps = SyncDeps & {
  readonly accounts: Accounts;
  readonly sightings: Pick<SightingStore, 'note'>;
  readonly events: Events;
  readonly eventLines: EventLines;
  readonly waitingEvents: WaitingEvents;
  readonly pulses: Pick<PulseStore, 'beat'>;
  readonly usageReports: UsageReportQueue;
};
