import type { BilledState } from '../../domain/billing/drift.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { Log } from '../../log.ts';
import type { MailQueue, WebhookQueue } from '../../queues.ts';
import type { Audit } from '../../storage/accounts/audit.ts';
import type { AccessStates } from '../../storage/billing/access.ts';
import type { Billing } from '../../storage/billing/billing.ts';
import type { Changes } from '../../storage/billing/changes.ts';
import type { Correction } from '../../storage/billing/drift.ts';
import type { Trials } from '../../storage/billing/trials.ts';
import type { Counters } from '../../storage/usage/counters.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';

/** The stores and services that a sync needs. */
export type SyncDeps = {
  readonly catalog: Catalog;
  readonly billing: Billing;
  readonly access: AccessStates;
  readonly counters: Pick<Counters, 'read' | 'relimit'>;
  readonly changes: Pick<Changes, 'announce'>;
  readonly audit: Pick<Audit, 'append'>;
  readonly trials: Trials;
  readonly stripe: StripeGateway;
  readonly mail: MailQueue;
  readonly webhookEvents: WebhookQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Makes the correction that is written with a difference, together or not at all; absent where a difference is no drift. */
  readonly correctionOf?: (found: FoundDrift) => Promise<Correction>;
};

/** Stored state that differs from Stripe's. */
export type FoundDrift = {
  readonly accountId: string;
  readonly customerId: string;
  readonly at: string;
  /** The account has a billing item. */
  readonly isStored: boolean;
  readonly before: BilledState;
  readonly after: BilledState;
  readonly accessChanged: boolean;
};
