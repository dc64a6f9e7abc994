import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';
import type { Billing } from '../../shared/storage/billing/billing.ts';
import type { ApiKeys } from '../../shared/storage/keys/api-keys.ts';
import type { CounterUpkeep } from '../../shared/storage/usage/counter-upkeep.ts';
import type { LiveUsage } from '../../shared/storage/usage/live-usage.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import type { LedgerReads } from './ledger-reads.ts';
import type { TrailReads } from './trail-reads.ts';

/** The parts of a deployment that an invariant reads; nothing here can write. */
export type Inspected = TrailReads &
  LedgerReads & {
    readonly catalog: Catalog;
    readonly accounts: Pick<Accounts, 'list' | 'findByCustomer'>;
    readonly billing: Pick<Billing, 'read'>;
    readonly access: Pick<AccessStates, 'read'>;
    readonly apiKeys: Pick<ApiKeys, 'twinsOf'>;
    readonly liveUsage: LiveUsage;
    readonly counterUpkeep: Pick<CounterUpkeep, 'ofAccount'>;
    readonly stripe: Pick<StripeGateway, 'listSubscriptions' | 'listTopUps' | 'listAll'>;
    readonly now: () => Date;
    readonly sleep: (ms: number) => Promise<unknown>;
  };

/** One sentence that must always be true, with its number. `violations` returns a sentence for each way in which it is broken. */
export type Invariant = {
  readonly number: number;
  readonly says: string;
  violations(deps: Inspected, account: Account): Promise<readonly string[]>;
};
