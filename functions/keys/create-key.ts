import * as z from 'zod';
import { defaultAppId } from '../../shared/domain/apps/app.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line, oneOf } from '../../shared/http/fields.ts';
import { keyView } from '../../shared/http/present-key.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { createBrowserKey } from './create-browser-key.ts';
import { auditOf, type KeysDeps } from './deps.ts';
import {
  appIdLength,
  cidrs,
  isoOrNull,
  keyTime,
  refusePast,
  refuseUnknownApp,
  refuseUnknownScopes,
  scopes,
} from './key-fields.ts';
import { mintKey, withSecret } from './mint-key.ts';
import { refuseUnentitled } from './refuse-unentitled.ts';

/** The body of a new key. */
export const NewKeyBody = z.strictObject({
  label: line('keyLabel'),
  environment: oneOf(['live', 'test']),
  scopes: scopes.default([]),
  cidrs: cidrs.default([]),
  expiresAt: keyTime.optional(),
  app: line(appIdLength).default(defaultAppId),
});

/** Any body: one with a purpose is that of a browser key. */
const Purposed = z.looseObject({ purpose: z.unknown().optional() });

/** GET /v1/keys: also those that are revoked, newest first. */
export const listKeys =
  (deps: KeysDeps): SignedInRoute =>
  async ({ session }) => {
    const keys = await deps.apiKeys.listOf(session.accountId);
    return ok({ data: keys.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).map(keyView) });
  };

/**
 * POST /v1/keys: mints a key and shows its secret, once. A test key needs the licence, a live key licence and payment. With a `purpose` it is for
 * a page (`create-browser-key.ts`).
 */
export const createKey =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    if (bodyOf(request, Purposed).purpose !== undefined) return createBrowserKey(deps, request);
    const { environment, expiresAt, ...input } = bodyOf(request, NewKeyBody);
    refuseUnknownScopes(deps, input.scopes);
    refusePast(expiresAt, deps.now());
    await refuseUnknownApp(deps, request, input.app);
    await refuseUnentitled(deps, request, { environment, scopes: input.scopes });
    const { key, secret, hash } = await mintKey(deps, request, {
      ...input,
      environment,
      expiresAt: isoOrNull(expiresAt),
    });
    const most = deps.catalog.settings.maxKeysPerAccount;
    const audit = auditOf(deps, request, {
      action: 'key.created',
      detail: { key: key.id, label: key.label, environment, app: key.app },
    });
    if (!(await deps.apiKeys.insert(key, hash, { most, audit }))) {
      await refuseUnknownApp(deps, request, key.app);
      throw new AppError(
        'key_limit',
        `An organization has at most ${most} working keys. Revoke one that you don’t use.`,
      );
    }
    return withSecret(key, secret);
  };
