import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The apps of an organization. */
export const appsPartition = (accountId: string): string => prefixes.app + accountId;
/** One app. */
export const appKey = (accountId: string, appId: string): Key => ({ pk: appsPartition(accountId), sk: appId });
/** The use cases of an organization, and which of them count for each of its apps. */
export const useCasesPartition = (accountId: string): string => prefixes.useCase + accountId;
/** One use case. Ids sort by time, and begin otherwise than `currentUseCasesKey`. */
export const useCaseKey = ({ accountId, id }: { readonly accountId: string; readonly id: string }): Key => ({
  pk: useCasesPartition(accountId),
  sk: id,
});
/** Ids of use cases begin with this. */
export const useCaseIdPrefix = 'uc_';
/** The use cases that count for an app. */
export const currentUseCasesKey = (accountId: string, appId: string): Key => ({
  pk: useCasesPartition(accountId),
  sk: currentUseCasesPrefix + appId,
});
/** The sort keys of these begin with this. */
export const currentUseCasesPrefix = 'CURRENT#';
/** The organization of a use case, by its id, which is no organization's. */
export const useCaseOwnerKey = (id: string): Key => ({ pk: prefixes.useCase + id, sk: 'OWNER' });
/** The limits of all apps of an organization and their use cases in force, which admission reads with its access. */
export const appLimitsKey = (accountId: string): Key => ({ pk: prefixes.appLimits + accountId, sk: 'APPS' });
