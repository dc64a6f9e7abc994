import type { TxtResolver } from '../../shared/dns/txt-resolver.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { SessionDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { Log } from '../../shared/log.ts';
import type { MailQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts.ts';
import type { BadgeLooks } from '../../shared/storage/badge-looks.ts';
import type { Badges } from '../../shared/storage/badges.ts';
import type { DomainProofs } from '../../shared/storage/domain-proofs.ts';
import type { Throttles } from '../../shared/storage/throttles.ts';

export type CheckDeps = {
  readonly catalog: Catalog;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly badges: Pick<Badges, 'find' | 'listOf'>;
  readonly domainProofs: DomainProofs;
  readonly badgeLooks: Pick<BadgeLooks, 'expect'>;
  readonly resolver: TxtResolver;
  readonly mail: MailQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
};

export type DomainsDeps = HttpDeps & SessionDeps & CheckDeps & { readonly throttles: Throttles };
