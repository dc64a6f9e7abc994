import type { Cached } from '../../shared/cached.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Published } from '../../shared/domain/keys/hash.ts';
import type { CallOut } from '../../shared/http/call-out.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import type { BadgeCheckQueue, MailQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { OperatorWords } from '../../shared/storage/accounts/operator-words.ts';
import type { PulseStore } from '../../shared/storage/pulses.ts';
import type { Deliveries } from '../../shared/storage/webhooks/deliveries.ts';
import type { WebhookStates } from '../../shared/storage/webhooks/webhook-states.ts';
import type { Webhooks } from '../../shared/storage/webhooks/webhooks.ts';

/** Dependencies of the webhook sender. */
export type WebhookSenderDeps = {
  readonly catalog: Catalog;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly operatorWords: Pick<OperatorWords, 'read'>;
  readonly webhooks: Pick<Webhooks, 'find' | 'listOf'>;
  readonly webhookStates: WebhookStates;
  readonly deliveries: Deliveries;
  readonly pulses: Pick<PulseStore, 'beat'>;
  readonly looks: BadgeCheckQueue;
  /** The keys that encrypt signing secrets. */
  readonly webhookKeys: Pick<Cached<Published>, 'current'>;
  readonly callOut: CallOut;
  /** The world on a developer's machine: a receiver may speak plain HTTP on 127.0.0.1. */
  readonly mayBeLocal: boolean;
  readonly mail: MailQueue;
  readonly count: Count;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
  /** 0 up to 1. */
  readonly random: () => number;
};
