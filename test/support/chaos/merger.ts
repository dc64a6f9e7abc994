import { type MergeReport, usageMerge } from '../../../functions/usage-merge.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { logOf } from '../../../shared/log.ts';
import type { Table } from '../../../shared/storage/table.ts';
import { repositoriesOver } from '../app-repositories.ts';

type Deps = {
  readonly catalog: Catalog;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** The job that merges, over a table; its mails go nowhere. */
export function mergerOver(table: Table, { catalog, now }: Deps): () => Promise<MergeReport> {
  const job = usageMerge({
    ...repositoriesOver(table),
    catalog,
    mail: { send: async () => {} },
    webhookEvents: { send: async () => {} },
    topUps: { send: async () => {} },
    checks: { send: async () => {} },
    newId: () => crypto.randomUUID(),
    count: () => {},
    log: logOf('usage-merge', () => {}),
    now: () => new Date(now()),
  }) as unknown as (event: object, context: object) => Promise<MergeReport>;
  return () => job({}, {});
}
