import { prefixes } from './prefixes.ts';
import type { Key } from './table/table.ts';

/** The version of a dataset that readers get. */
export const servedVersionKey = (datasetId: string): Key => ({ pk: prefixes.dataset + datasetId, sk: '-' });
/** The cost of the AWS account that was noted last. */
export const latestCostKey: Key = { pk: prefixes.cost, sk: 'LATEST' };
