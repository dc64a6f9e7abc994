import type { ApiKey } from '../../domain/keys/key.ts';
import { keyEntries } from '../find/findable.ts';
import { accountApiKeyKey, apiKeyKey } from '../item-keys.ts';
import type { Write } from '../table/table.ts';

type More = { readonly ttl?: number; readonly predecessor?: string; readonly browserOf?: string };

/** The items of a new key: under its hash for admission, under its account for lists, and two by which operators find it. `listed` is in the item for lists alone, but for a time to live. */
export function keyItems(key: ApiKey, hash: string, { ttl, ...listed }: More): Write[] {
  const item = {
    ...key,
    expiresAt: key.expiresAt ?? '',
    revokedAt: key.revokedAt ?? '',
    ...(ttl !== undefined && { ttl }),
  };
  return [
    { put: { ...apiKeyKey(hash), ...item }, if: { 'the secret is new': { attribute: 'pk', is: 'absent' } } },
    {
      put: { ...accountApiKeyKey(key.accountId, key.id), ...item, hash, ...listed },
      if: { 'its id is new in the account': { attribute: 'pk', is: 'absent' } },
    },
    ...keyEntries(key, ttl),
  ];
}
