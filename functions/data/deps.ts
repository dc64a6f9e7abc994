import type { QueryEngine } from '../../shared/datasets/query-engine.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Peppers } from '../../shared/domain/keys/hash.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { AccessStates } from '../../shared/storage/access.ts';
import type { ApiKeys } from '../../shared/storage/api-keys.ts';
import type { Usage } from '../../shared/storage/usage.ts';

export type DataDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly apiKeys: Pick<ApiKeys, 'findByHash'>;
  readonly access: Pick<AccessStates, 'read'>;
  readonly usage: Pick<Usage, 'counters' | 'charge'>;
  readonly engine: QueryEngine;
  readonly peppers: Peppers;
  readonly now: () => Date;
  /** Asks for a sync of a subscription whose period has passed without news. */
  readonly askForSync: (subscriptionId: string, periodEnd: string) => Promise<void>;
};
