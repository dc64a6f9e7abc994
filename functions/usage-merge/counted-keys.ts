import { countedPartOf } from '../../shared/domain/usage/share-counter.ts';
import { appOfKeys } from '../../shared/domain/usage/usage.ts';
import type { ApiKeys } from '../../shared/storage/keys/api-keys.ts';
import type { CounterId } from '../../shared/storage/usage/counters.ts';

/** Whether a key's units count in a counter. */
export type IsCounted = (keyId: string) => boolean;

/** The keys that a counter counts: all of its account, or those of the app whose share it holds. A key never changes its app. */
export async function countedKeys(
  { apiKeys }: { readonly apiKeys: Pick<ApiKeys, 'listOf'> },
  { accountId, periodStart }: CounterId,
): Promise<IsCounted> {
  const { appId } = countedPartOf(periodStart);
  if (appId === null) return () => true;
  const appOf = appOfKeys(await apiKeys.listOf(accountId));
  return (keyId) => appOf(keyId) === appId;
}
