import { dynamoTable } from '../../../shared/storage/table/dynamo-table.ts';
import { retryConflicts } from '../../../shared/storage/table/retry-conflicts.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { localClient } from '../tables.ts';

const attempts = 3;

/** Retries as the deployed client does, without its waits: a second here is no second of the processes' shared clock. */
const tryAgain = {
  mode: 'standard',
  acquireInitialRetryToken: async () => tokenOf(0),
  async refreshRetryTokenForRetry(token: { getRetryCount(): number }, { errorType }: { readonly errorType: string }) {
    if (errorType === 'CLIENT_ERROR' || token.getRetryCount() + 1 >= attempts) throw new Error('No other attempt');
    return tokenOf(token.getRetryCount() + 1);
  },
  recordSuccess: () => {},
};
const tokenOf = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 1 });

/** The table at `endpoint` through the real client, as `connectTable` makes it. */
export function connectedTable({
  endpoint,
  tableName,
}: {
  readonly endpoint: string;
  readonly tableName: string;
}): Table {
  const client = localClient(endpoint, { retryStrategy: tryAgain });
  return retryConflicts(dynamoTable({ client, tableName }));
}
