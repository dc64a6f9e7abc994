import type { PackAddresses } from '../../shared/evidence-store/pack-store.ts';
import type { OperatorDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { PackQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { Audit } from '../../shared/storage/accounts/audit.ts';
import type { PackOrders } from '../../shared/storage/evidence/pack-orders.ts';

/** Dependencies of the function that takes orders of packs. */
export type PacksDeps = HttpDeps &
  OperatorDeps & {
    readonly accounts: Pick<Accounts, 'find'>;
    readonly packOrders: PackOrders;
    readonly packAddresses: PackAddresses;
    readonly packQueue: PackQueue;
    readonly audit: Pick<Audit, 'append'>;
    readonly newId: () => string;
  };
