import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Log } from '../../shared/log.ts';
import type { WebhookQueue } from '../../shared/queues.ts';
import type { AccessStates } from '../../shared/storage/access.ts';
import type { Accounts } from '../../shared/storage/accounts.ts';
import type { Affiliates } from '../../shared/storage/affiliates.ts';
import type { BadgeDirectory } from '../../shared/storage/badge-directory.ts';
import type { BadgeLooks } from '../../shared/storage/badge-looks.ts';
import type { Badges } from '../../shared/storage/badges.ts';
import type { Deliveries } from '../../shared/storage/deliveries.ts';
import type { StatusLists } from '../../shared/storage/status-lists.ts';

export type BadgeLooksDeps = {
  readonly catalog: Catalog;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly access: Pick<AccessStates, 'read'>;
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
