import * as z from 'zod';
import { isInForce } from '../../shared/domain/keys/key.ts';
import { AppError, found } from '../../shared/errors.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { maxOverlapSeconds } from '../../shared/http/field-limits.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { auditOf, type KeysDeps } from './deps.ts';
import { mintKey, withSecret } from './mint-key.ts';

const overlapError = `must be a whole number of seconds from 0 to ${maxOverlapSeconds}`;
/** How long the secret before the new one also works. */
export const KeyRotationBody = z.strictObject({
  overlapSeconds: z
    .int({ error: overlapError })
    .min(0, { error: overlapError })
    .max(maxOverlapSeconds, { error: overlapError }),
});

/**
 * POST /v1/keys/{id}/rotate: a new secret with the same rights; the old one works for `overlapSeconds` more, and counts as a key meanwhile.
 * At most one secret before the new one works at any time.
 */
export const rotateKey =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { overlapSeconds } = bodyOf(request, KeyRotationBody);
    const old = found(await deps.apiKeys.find(request.session.accountId, request.params.id ?? ''), 'This key');
    if (!isInForce(old, deps.now())) throw ended();
    if (old.purpose === 'browser') throw ofPage();
    const { app, label, environment, scopes, cidrs } = old;
    const { key, secret, hash } = await mintKey(deps, request, {
      app,
      label,
      environment,
      scopes,
      cidrs,
      expiresAt: old.expiresAt,
    });
    const overlapEnd = new Date(deps.now().getTime() + overlapSeconds * 1000).toISOString();
    const expiresAt = old.expiresAt !== null && old.expiresAt < overlapEnd ? old.expiresAt : overlapEnd;
    const audit = auditOf(deps, request, { action: 'key.rotated', detail: { key: old.id, next: key.id, expiresAt } });
    const most = deps.catalog.settings.maxKeysPerAccount;
    const outcome = await deps.apiKeys.rotate(old, { key, hash, expiresAt, most, audit });
    if (outcome !== 'rotated') throw refusals[outcome](most);
    return withSecret(key, secret);
  };

const ofPage = () => new AppError('conflict', 'A browser key is replaced by the next one. Create a new key.');
const ended = () => new AppError('conflict', 'This key was revoked, expired or already rotated. Create a new key.');

const refusals = {
  ended,
  full: (most: number) =>
    new AppError(
      'key_limit',
      `An organization has at most ${most} keys, and the old secret counts while it works. Rotate with overlapSeconds 0, or revoke a key first.`,
    ),
  overlapping: () =>
    new AppError(
      'conflict',
      'The previous secret still works. Revoke that key, wait until it expires, or rotate with overlapSeconds 0.',
    ),
};
