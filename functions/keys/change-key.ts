import * as z from 'zod';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { noContent } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { auditOf, type KeysDeps } from './deps.ts';
import { cidrs, refuseUnknownScopes, scopes } from './key-fields.ts';

/** The details of a key to change. */
export const KeyChangeBody = z.strictObject({
  label: line('keyLabel').optional(),
  scopes: scopes.optional(),
  cidrs: cidrs.optional(),
});

/** PATCH /v1/keys/{id}: its label, datasets and networks; 204. */
export const changeKey =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const change = bodyOf(request, KeyChangeBody);
    if (Object.keys(change).length === 0)
      throw invalid([{ field: 'body', message: 'must have label, scopes or cidrs' }]);
    refuseUnknownScopes(deps, change.scopes ?? []);
    const key = found(await deps.apiKeys.find(request.session.accountId, request.params.id ?? ''), 'This key');
    const audit = auditOf(deps, request, {
      action: 'key.changed',
      detail: { key: key.id, fields: Object.keys(change).join() },
    });
    if (!(await deps.apiKeys.change(key, change, audit))) throw revokedBefore();
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
const revokedBefore = () => new AppError('conflict', 'This key has been revoked.');
