/** How the item keys of a dataset's readers look. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The organizations that read a dataset or an API, by day. "@" begins no account's id. */
export const readersPartition = (datasetId: string): string => `${prefixes.usage}@${datasetId}`;

/** That an organization read it on a UTC day (YYYY-MM-DD). */
export const readerKey = (datasetId: string, day: string, accountId: string): Key => ({
  pk: readersPartition(datasetId),
  sk: `${day}#${accountId}`,
});

/** The last day of an organization. No dataset has an empty id, so no reader of one lies in this partition. */
export const lastSeenKey = (accountId: string): Key => ({ pk: readersPartition(''), sk: accountId });
