import { type Entitlement, entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import type { Grant } from '../../shared/domain/billing/grant.ts';
import { parseSecret } from '../../shared/domain/keys/format.ts';
import { hashesOf } from '../../shared/domain/keys/hash.ts';
import { type ApiKey, isInForce } from '../../shared/domain/keys/key.ts';
import type { Acceptance } from '../../shared/domain/licences/licence.ts';
import { AppError } from '../../shared/errors.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { DataDeps } from './deps.ts';

/** Who calls, and what they may. */
export type Caller = {
  readonly key: ApiKey;
  readonly entitlement: Entitlement;
  readonly acceptances: readonly Acceptance[];
  readonly suspended: boolean;
};

/**
 * The caller that a key names. A malformed key is refused without any read; an unknown and a revoked one look the same.
 * @throws AppError 400 `key_in_query`, 401
 */
export async function callerOf(deps: DataDeps, request: ApiRequest): Promise<Caller> {
  const key = await keyOf(deps, secretOf(request));
  if (!key || !isInForce(key, deps.now())) {
    throw new AppError(
      'key_invalid',
      'This key is not known, was revoked or has expired. Your dashboard lists those that work.',
    );
  }
  const { grants, acceptances, suspended } = await deps.access.read(key.accountId);
  const entitlement = entitlementAt(deps.catalog, grants, deps.now());
  if (entitlement.assumed) await askForSync(deps, grants);
  return { key, entitlement, acceptances, suspended };
}

/** Whoever has paid is served though the queue does not answer: the next call asks again. */
async function askForSync(deps: DataDeps, grants: readonly Grant[]): Promise<void> {
  const passed = grants.filter(({ periodEnd }) => Date.parse(periodEnd) <= deps.now().getTime());
  try {
    await Promise.all(passed.map(({ subscriptionId, periodEnd }) => deps.askForSync(subscriptionId, periodEnd)));
  } catch (error) {
    deps.log.error('a sync could not be asked for', error);
  }
}

async function keyOf({ apiKeys, peppers }: DataDeps, secret: string): Promise<ApiKey | null> {
  for (const hash of hashesOf(secret, peppers)) {
    const key = await apiKeys.findByHash(hash);
    if (key) return key;
  }
  return null;
}

/** The key of the `Authorization` header (RFC 6750). */
function secretOf(request: ApiRequest): string {
  refuseKeyInQuery(request.query);
  const { authorization } = request.headers;
  if (!authorization) throw new AppError('key_missing', 'Send your key as a header: Authorization: Bearer tg_live_…');
  const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  if (parseSecret(secret) === null) {
    throw new AppError(
      'key_malformed',
      'The Authorization header must be "Bearer" and a whole key, tg_live_… or tg_test_…',
    );
  }
  return secret;
}

/** Addresses end up in logs and histories, so a key in one is refused even where a header has another. */
function refuseKeyInQuery(query: URLSearchParams): void {
  const named = [...query].some(
    ([name, value]) => /^(api[-_]?key|key|access_token|token)$/i.test(name) || /\btg_(live|test)_/.test(value),
  );
  if (!named) return;
  throw new AppError(
    'key_in_query',
    'Send the key in the Authorization header, never in the address; revoke it if it was a real one.',
  );
}
