import * as z from 'zod';
import { isCidr } from '../../shared/domain/access/network.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { everyResource } from '../../shared/domain/catalog/look-up.ts';
import { mintKeyId, mintSecret, startOf } from '../../shared/domain/keys/format.ts';
import { hashesOf, mintingFirst } from '../../shared/domain/keys/hash.ts';
import type { ApiKey, Environment } from '../../shared/domain/keys/key.ts';
import { isAccepted, licencesFor } from '../../shared/domain/licences/licence.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { created, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line, oneOf } from '../../shared/http/fields.ts';
import { keyView } from '../../shared/http/present.ts';
import { type Route, type SignedInRequest, signedIn } from '../../shared/http/route.ts';
import type { CreatedKeyView } from '../../shared/http/views.ts';
import { auditOf, type KeysDeps } from './deps.ts';

export const scopes = z.array(line(63)).max(20, { error: 'must name at most 20 datasets and upstreams' });
export const cidrs = z
  .array(z.string().refine(isCidr, { error: 'must be an address range such as 192.0.2.0/24' }))
  .max(20, { error: 'must name at most 20 address ranges' });
const time = z.iso.datetime({ error: 'must be a time such as 2027-01-31T00:00:00Z' });
const NewKey = z.strictObject({
  label: line('keyLabel'),
  environment: oneOf(['live', 'test']),
  scopes: scopes.default([]),
  cidrs: cidrs.default([]),
  expiresAt: time.optional(),
});

/** GET /v1/keys: also those that are revoked, newest first. */
export const listKeys = (deps: KeysDeps): Route =>
  signedIn(deps, async ({ session }) => {
    const keys = await deps.apiKeys.listOf(session.accountId);
    return ok({ data: keys.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).map(keyView) });
  });

/** POST /v1/keys: mints a key and shows its secret, once. A test key needs the licence, a live key licence and payment. */
export const createKey = (deps: KeysDeps): Route =>
  signedIn(deps, async (request) => {
    const { environment, expiresAt, ...input } = bodyOf(request, NewKey);
    refuseUnknownScopes(deps, input.scopes);
    refusePast(expiresAt, deps.now());
    await refuseUnentitled(deps, request, { environment, scopes: input.scopes });
    const { key, secret, hash } = await mintKey(deps, request, {
      ...input,
      environment,
      expiresAt: isoOrNull(expiresAt),
    });
    const most = deps.catalog.settings.maxKeysPerAccount;
    const audit = auditOf(deps, request, {
      action: 'key.created',
      detail: { key: key.id, label: key.label, environment },
    });
    if (!(await deps.apiKeys.insert(key, hash, { most, audit }))) {
      throw new AppError('key_limit', `An account has at most ${most} keys that work. Revoke one that you do not use.`);
    }
    const view: CreatedKeyView = { ...keyView(key), secret };
    return created(view);
  });

type KeyInput = Pick<ApiKey, 'label' | 'environment' | 'scopes' | 'cidrs' | 'expiresAt'>;

/** A new key, its secret, and the hash to store it under. */
export async function mintKey(deps: KeysDeps, { session }: SignedInRequest, input: KeyInput) {
  const secret = mintSecret(input.environment, deps.randomBytes);
  const now = deps.now();
  const [hash = ''] = hashesOf(secret, mintingFirst(await deps.peppers.current(), now));
  const key: ApiKey = {
    id: mintKeyId(deps.randomBytes),
    accountId: session.accountId,
    ...input,
    start: startOf(secret),
    createdAt: now.toISOString(),
    revokedAt: null,
  };
  return { key, secret, hash };
}

/** @throws AppError 400 naming the datasets and upstreams that there are */
export function refuseUnknownScopes({ catalog }: KeysDeps, wanted: readonly string[]): void {
  const known = everyResource(catalog);
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw invalid([{ field: 'scopes', message: `must be datasets or upstreams; there are ${known.join(', ')}` }]);
}

function refusePast(expiresAt: string | undefined, now: Date): void {
  if (expiresAt === undefined || Date.parse(expiresAt) > now.getTime()) return;
  throw invalid([{ field: 'expiresAt', message: 'must lie in the future' }]);
}

/** A missing licence is answered before a missing payment. */
async function refuseUnentitled(
  deps: KeysDeps,
  { session }: SignedInRequest,
  wanted: { readonly environment: Environment; readonly scopes: readonly string[] },
): Promise<void> {
  const { catalog, origin } = deps;
  const { acceptances, grants, suspended } = await deps.access.read(session.accountId);
  const at = deps.now();
  if (suspended) throw new AppError('suspended', `This account is suspended. Write to ${catalog.supportEmail}.`);
  const needed = licencesFor(catalog, wanted.scopes.length > 0 ? wanted.scopes : undefined);
  const open = needed.filter(({ id }) => !isAccepted(catalog, id, { acceptances, at }));
  if (open.length > 0) {
    const titles = open.map(({ title }) => title).join(', ');
    const where = `${origin}/dashboard#licences`;
    throw new AppError('licence_not_accepted', `Open ${where} to read and accept ${titles}.`);
  }
  if (wanted.environment === 'test' || entitlementAt(catalog, grants, at).access !== 'none') return;
  throw new AppError(
    'payment_required',
    'A live key needs a paid plan. Choose one on the pricing page, or make a test key.',
  );
}

const isoOrNull = (time: string | undefined): string | null =>
  time === undefined ? null : new Date(time).toISOString();
