import * as z from 'zod';
import { budgets } from '../../shared/domain/access/budgets.ts';
import { defaultAppId } from '../../shared/domain/apps/app.ts';
import { browserKeyMinutes } from '../../shared/domain/keys/key.ts';
import { AppError } from '../../shared/errors.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { oneOf } from '../../shared/http/fields.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import { chargeBudget } from '../../shared/services/budgets/budgets.ts';
import { auditOf, type KeysDeps } from './deps.ts';
import { refuseUnknownScopes, scopes } from './key-fields.ts';
import { mintKey, withSecret } from './mint-key.ts';
import { refuseUnentitled } from './refuse-unentitled.ts';

/** The body of a key for one page: 15 minutes, a test key unless a live one is wanted. */
export const BrowserKeyBody = z.strictObject({
  purpose: oneOf(['browser']).describe('For a page that a person has open.'),
  environment: oneOf(['test', 'live']).default('test'),
  scopes: scopes.default([]),
});

/**
 * Mints a key for a page that a person has open. It needs what any key needs, expires after 15 minutes, and does not count among the keys that
 * an organization may have. Each person has one at a time: the next one ends it.
 * @throws AppError as for any key, and 429 past the budget
 */
export async function createBrowserKey(deps: KeysDeps, request: SignedInRequest) {
  const { environment, scopes: wanted, purpose } = bodyOf(request, BrowserKeyBody);
  refuseUnknownScopes(deps, wanted);
  await refuseUnentitled(deps, request, { environment, scopes: wanted });
  await chargeBudget(deps, request, { budget: budgets.browserKeys });
  const expiresAt = new Date(deps.now().getTime() + browserKeyMinutes * 60_000).toISOString();
  const { key, secret, hash } = await mintKey(deps, request, {
    ...{ app: defaultAppId, label: 'Browser', environment, scopes: wanted, cidrs: [], expiresAt },
    purpose,
  });
  const audit = auditOf(deps, request, {
    action: 'key.created',
    detail: { key: key.id, label: key.label, environment, app: key.app, purpose },
  });
  const { personId } = request.session;
  if (!(await deps.browserKeys.replace(key, { hash, personId, audit })))
    throw new AppError('conflict', 'The key could not be created. Try again.');
  return withSecret(key, secret);
}
