import { type Cached, CachedValueUnavailable } from '../../cached.ts';
import { networksOf } from '../../domain/access/network.ts';
import { hashesOf, type Published } from '../../domain/keys/hash.ts';
import { type ApiKey, isInForce } from '../../domain/keys/key.ts';
import { secretOf } from '../../http/bearer.ts';
import { deniedError } from '../../http/denied.ts';
import type { KeyOwnerDeps } from '../../http/session.ts';
import type { AccessStates } from '../../storage/billing/access.ts';
import type { ApiKeys } from '../../storage/keys/api-keys.ts';

type OwnerDeps = {
  readonly apiKeys: Pick<ApiKeys, 'findByHash'>;
  readonly access: Pick<AccessStates, 'read'>;
  readonly peppers: Pick<Cached<Published>, 'current' | 'isConfirmed'>;
  readonly now: () => Date;
};

/**
 * Finds the owner of a key, for routes that are read seldom: nothing is cached, so a key that was revoked is refused at once. It needs neither a plan nor a
 * licence, as a read of usage does not.
 * @throws AppError 400 `key_in_query`, 401 for a malformed, unknown or ended key, 403 `suspended` or `ip_not_allowed`, 503
 */
export const ownerOfKeyOver =
  (deps: OwnerDeps): KeyOwnerDeps['ownerOfKey'] =>
  async (request) => {
    const key = await keyOf(deps, secretOf(request));
    if (!key || !isInForce(key, deps.now())) throw deniedError('key_invalid');
    if (!networksOf(key.cidrs)(request.address)) throw deniedError('ip_not_allowed');
    const { suspended } = await deps.access.read(key.accountId);
    if (suspended) throw deniedError('suspended');
    return { accountId: key.accountId, keyId: key.id };
  };

/** @throws CachedValueUnavailable where none is found and peppers may be missing: one of them may have made it */
async function keyOf({ apiKeys, peppers, now }: OwnerDeps, secret: string): Promise<ApiKey | null> {
  const published = await peppers.current();
  for (const hash of hashesOf(secret, published.peppers)) {
    const key = await apiKeys.findByHash(hash);
    if (key) return key;
  }
  if (!peppers.isConfirmed(now().getTime())) throw new CachedValueUnavailable(new Error('The peppers are not read'));
  return null;
}
