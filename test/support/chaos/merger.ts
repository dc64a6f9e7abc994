import { checkUsage } from '../../../functions/usage-merge/check.ts';
import { type RollupReport, usageMerge } from '../../../functions/usage-merge/handler.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { logOf } from '../../../shared/log.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { repositoriesOver } from '../app-repositories.ts';

type Deps = {
  readonly catalog: Catalog;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/**
 * The rollup job over a table. It also checks every account as if a call had been refused, so an idle instance is fenced while nothing is
 * free. Its mails go nowhere.
 */
export function mergerOver(table: Table, { catalog, now }: Deps): () => Promise<RollupReport> {
  const deps = {
    ...repositoriesOver(table),
    catalog,
    mail: { send: async () => {} },
    webhookEvents: { send: async () => {} },
    topUps: { send: async () => {} },
    checks: { send: async () => {} },
    admittingFunctions: { ask: async () => null },
    newId: () => crypto.randomUUID(),
    count: () => {},
    log: logOf('usage-merge', () => {}),
    now: () => new Date(now()),
  };
  const job = usageMerge(deps) as unknown as (event: object, context: object) => Promise<RollupReport>;
  return async () => {
    const report = await job({}, {});
    const { accounts } = await deps.accounts.list({ limit: 100 });
    for (const { id } of accounts) await checkUsage(deps, { accountId: id, looked: 0 });
    return report;
  };
}
