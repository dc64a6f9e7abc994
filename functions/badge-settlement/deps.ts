import type { Log } from '../../shared/log.ts';
import type { MailQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { BadgeSettlements } from '../../shared/storage/badges/badge-settlements.ts';
import type { Badges } from '../../shared/storage/badges/badges.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';

/** Dependencies of the badge settlements. */
export type BadgeSettlementDeps = {
  readonly badges: Pick<Badges, 'listOf'>;
  readonly badgeSettlements: BadgeSettlements;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly stripe: Pick<StripeGateway, 'endBecause' | 'refund' | 'cancelAtPeriodEnd'>;
  readonly mail: MailQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
};
