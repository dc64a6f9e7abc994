import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Log } from '../../shared/log.ts';
import type { WebhookQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { Affiliates } from '../../shared/storage/badges/affiliates.ts';
import type { BadgeDirectory } from '../../shared/storage/badges/badge-directory.ts';
import type { BadgeLooks } from '../../shared/storage/badges/badge-looks.ts';
import type { Badges } from '../../shared/storage/badges/badges.ts';
import type { StatusLists } from '../../shared/storage/badges/status-lists.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';
import type { Deliveries } from '../../shared/storage/webhooks/deliveries.ts';

/** Dependencies of the badge checks. */
export type BadgeLooksDeps = {
  readonly catalog: Catalog;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly access: Pick<AccessStates, 'readHolder'>;
  readonly badges: Pick<Badges, 'find' | 'listOf' | 'note' | 'replace'>;
  readonly affiliates: Pick<Affiliates, 'listOf' | 'handleOf'>;
  readonly badgeDirectory: Pick<BadgeDirectory, 'set'>;
  readonly badgeLooks: BadgeLooks;
  readonly statusLists: Pick<StatusLists, 'entriesOf' | 'read' | 'write'>;
  readonly deliveries: Pick<Deliveries, 'forget'>;
  readonly webhookEvents: WebhookQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
};
