import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { OperatorDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { AccountDeletionQueue, MailQueue, StripeQueue, WebhookQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { Audit } from '../../shared/storage/accounts/audit.ts';
import type { SightingStore } from '../../shared/storage/accounts/sightings.ts';
import type { Suppressions } from '../../shared/storage/accounts/suppressions.ts';
import type { UseCases } from '../../shared/storage/apps/use-cases.ts';
import type { BadgeLooks } from '../../shared/storage/badges/badge-looks.ts';
import type { BadgeNames } from '../../shared/storage/badges/badge-names.ts';
import type { BadgePictures } from '../../shared/storage/badges/badge-pictures.ts';
import type { Badges } from '../../shared/storage/badges/badges.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';
import type { Billing } from '../../shared/storage/billing/billing.ts';
import type { Drift } from '../../shared/storage/billing/drift.ts';
import type { Events } from '../../shared/storage/billing/stripe-events.ts';
import type { Holds } from '../../shared/storage/evidence/holds.ts';
import type { Search } from '../../shared/storage/find/search.ts';
import type { ApiKeys } from '../../shared/storage/keys/api-keys.ts';
import type { CounterUpkeep } from '../../shared/storage/usage/counter-upkeep.ts';

/** Dependencies of the operator's console. */
export type AdminDeps = HttpDeps &
  OperatorDeps & {
    readonly catalog: Catalog;
    readonly accounts: Accounts;
    readonly audit: Pick<Audit, 'append'>;
    readonly billing: Billing;
    readonly access: AccessStates;
    readonly events: Events;
    readonly drift: Drift;
    readonly badges: Badges;
    readonly badgeNames: BadgeNames;
    readonly pictures: Pick<BadgePictures, 'find'>;
    readonly badgeLooks: Pick<BadgeLooks, 'expect'>;
    readonly suppressions: Suppressions;
    readonly sightings: Pick<SightingStore, 'of' | 'sharersOf'>;
    readonly counterUpkeep: Pick<CounterUpkeep, 'ofAccount' | 'release'>;
    readonly stripeQueue: StripeQueue;
    readonly mail: MailQueue;
    readonly useCases: Pick<UseCases, 'list' | 'find' | 'decide'>;
    readonly search: Search;
    readonly holds: Pick<Holds, 'place' | 'release' | 'last' | 'find'>;
    readonly apiKeys: Pick<ApiKeys, 'find' | 'revoke'>;
    readonly leaving: AccountDeletionQueue;
    readonly webhookEvents: WebhookQueue;
    readonly newId: () => string;
  };
