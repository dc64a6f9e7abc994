import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import type { Environment } from '../../shared/domain/keys/key.ts';
import { isAccepted, licencesFor } from '../../shared/domain/licences/licence.ts';
import { AppError } from '../../shared/errors.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { KeysDeps } from './deps.ts';

/**
 * Refuses a key that the account may not have. A missing licence is answered before a missing payment.
 * @throws AppError 403 where the account is suspended or a licence is not accepted, 402 where a live key lacks a paid plan
 */
export async function refuseUnentitled(
  deps: KeysDeps,
  request: SignedInRequest,
  wanted: { readonly environment: Environment; readonly scopes: readonly string[] },
): Promise<void> {
  const { catalog, origin } = deps;
  const { acceptances, grants, suspended } = await deps.access.read(request.session.accountId);
  const at = deps.now();
  if (suspended) throw new AppError('suspended', `Your organization is suspended. Contact ${catalog.supportEmail}.`);
  const needed = licencesFor(catalog, wanted.scopes.length > 0 ? wanted.scopes : undefined);
  const open = needed.filter(({ id }) => !isAccepted(catalog, id, { acceptances, at }));
  if (open.length > 0) {
    const titles = open.map(({ title }) => textIn(title, languageOf(request))).join(', ');
    const where = `${origin}/app/licences`;
    throw new AppError('licence_not_accepted', `Open ${where}, then read and accept ${titles}.`);
  }
  if (wanted.environment === 'test' || entitlementAt(catalog, grants, at).access !== 'none') return;
  throw new AppError(
    'payment_required',
    'A live key needs a paid plan. Choose one on the pricing page, or create a test key.',
  );
}
