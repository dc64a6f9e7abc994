import * as z from 'zod';
import { isInForce } from '../../shared/domain/keys/key.ts';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { noContent } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { KeyChange } from '../../shared/storage/keys/api-keys.ts';
import { auditOf, type KeysDeps } from './deps.ts';
import { cidrs, isoOrNull, keyTime, refusePast, refuseUnknownScopes, scopes } from './key-fields.ts';

/** The details of a key to change. */
export const KeyChangeBody = z.strictObject({
  label: line('keyLabel').optional(),
  scopes: scopes.optional(),
  cidrs: cidrs.optional(),
  /** Null: it never expires. */
  expiresAt: keyTime.nullable().optional(),
});

/**
 * PATCH /v1/keys/{id}: its label, datasets, networks and expiry; 204. The expiry of a key that ended stays, as does that of a rotated key and a
 * browser key. A key that works again would be beyond the limit of keys, or of secrets before the newest.
 */
export const changeKey =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { expiresAt, ...others } = bodyOf(request, KeyChangeBody);
    const change: KeyChange = {
      ...others,
      ...(expiresAt !== undefined && { expiresAt: isoOrNull(expiresAt ?? undefined) }),
    };
    if (Object.keys(change).length === 0)
      throw invalid([{ field: 'body', message: 'must have label, scopes, cidrs or expiresAt' }]);
    refuseUnknownScopes(deps, change.scopes ?? []);
    refusePast(expiresAt ?? undefined, deps.now());
    const key = found(await deps.apiKeys.find(request.session.accountId, request.params.id ?? ''), 'This key');
    if (expiresAt !== undefined && (key.purpose === 'browser' || !isInForce(key, deps.now()))) throw ended();
    const audit = auditOf(deps, request, {
      action: 'key.changed',
      detail: { key: key.id, fields: Object.keys(change).join() },
    });
    if (!(await deps.apiKeys.change(key, change, audit))) throw expiresAt === undefined ? revokedBefore() : ended();
    return noContent();
  };

/** DELETE /v1/keys/{id}: from the answer on no call is admitted with it; 204. */
export const revokeKey =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const key = found(await deps.apiKeys.find(request.session.accountId, request.params.id ?? ''), 'This key');
    const audit = auditOf(deps, request, { action: 'key.revoked', detail: { key: key.id, label: key.label } });
    const revoked = await deps.apiKeys.revoke(key, deps.now().toISOString(), audit);
    if (!revoked && key.revokedAt === null) throw changedMeanwhile();
    return noContent();
  };

const changedMeanwhile = () =>
  new AppError('conflict', 'This key was revoked or rotated at the same time. Reload your keys, then try again.');
const ended = () =>
  new AppError(
    'conflict',
    'The expiry of this key stays: it ended, was rotated or changed meanwhile, or is a browser key.',
  );
const revokedBefore = () => new AppError('conflict', 'This key has been revoked.');
