import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The refused calls of an organization. */
export const refusalPartition = (accountId: string): string => `${prefixes.refusal}${accountId}`;
/** The certificate of an instance. */
export const certificateKey = (instance: string): Key => ({ pk: `${prefixes.instanceKey}${instance}`, sk: '-' });
