import type { TxtResolver } from '../../dns/txt-resolver.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { SessionDeps } from '../../http/session.ts';
import type { HttpDeps } from '../../http/stacks.ts';
import type { Log } from '../../log.ts';
import type { MailQueue } from '../../queues.ts';
import type { Accounts } from '../../storage/accounts/accounts.ts';
import type { SightingStore } from '../../storage/accounts/sightings.ts';
import type { Throttles } from '../../storage/accounts/throttles.ts';
import type { BadgeLooks } from '../../storage/badges/badge-looks.ts';
import type { Badges } from '../../storage/badges/badges.ts';
import type { DomainProofs } from '../../storage/badges/domain-proofs.ts';

/** The stores and services that a domain check needs. */
export type DomainCheckDeps = {
  readonly catalog: Catalog;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly badges: Pick<Badges, 'find' | 'listOf'>;
  readonly domainProofs: DomainProofs;
  readonly badgeLooks: Pick<BadgeLooks, 'expect'>;
  readonly sightings: Pick<SightingStore, 'note'>;
  readonly resolver: TxtResolver;
  readonly mail: MailQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** The needs of the routes about domains. */
export type DomainsDeps = HttpDeps & SessionDeps & DomainCheckDeps & { readonly throttles: Throttles };
