import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The apps of an organization. */
export const appsPartition = (accountId: string): string => prefixes.app + accountId;
/** One app. */
export const appKey = (accountId: string, appId: string): Key => ({ pk: appsPartition(accountId), sk: appId });
/** The limits of all apps of an organization, which admission reads with its access. */
export const appLimitsKey = (accountId: string): Key => ({ pk: prefixes.appLimits + accountId, sk: 'APPS' });
