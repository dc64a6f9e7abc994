import * as z from 'zod';
import { type Offer, stands } from '../../shared/domain/billing/offer.ts';
import { soldBy, soldName } from '../../shared/domain/catalog/look-up.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import { adminGivenView } from '../../shared/http/present-entitlement.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { BillingDeps } from './deps.ts';
import { accountActedOn, give } from './give.ts';
import { endOpenCheckout, offerDetail } from './offers.ts';
import { tellOfAct } from './tell-of-act.ts';

/** The offer to withdraw. */
export const WithdrawalBody = z.strictObject({ price: line(100).describe('The lookup key of the offered price.') });

/**
 * POST /v1/admin/accounts/{id}/billing/offers/withdraw {price, reason}: it can no longer be bought. A subscription that pays it stays, and so does a change to it
 * that is planned. The price stays active at Stripe, since a planned change needs that.
 */
export const withdrawOffer =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { price } = bodyOf(request, WithdrawalBody);
    const account = await accountActedOn(deps, request);
    const offerIn = (offers: readonly Offer[]) => offers.find(({ lookupKey }) => lookupKey === price);
    const offer = found(offerIn((await deps.billing.read(account.id)).given.offers), 'This offer');
    const given = await give(deps, request, account, ({ given }) => {
      const now = deps.now();
      const standing = offerIn(given.offers);
      if (!standing || standing.isReplaced) throw new AppError('conflict', 'Another offer took the place of this one.');
      if (standing.withdrawnAt !== null) return null;
      if (!stands(standing, now)) throw new AppError('conflict', 'This offer has ended.');
      const offers = given.offers.map((each) =>
        each === standing ? { ...each, withdrawnAt: now.toISOString() } : each,
      );
      return {
        given: { ...given, offers },
        action: 'price.withdrawn',
        detail: offerDetail(offer),
        changesAccess: false,
      };
    });
    const sold = soldBy(deps.catalog, price);
    if (sold) {
      await endOpenCheckout(deps, account.id, sold);
      const done = { act: 'price_withdrawn', name: soldName(sold) } as const;
      await tellOfAct(deps, request, account, { done, of: offer.order });
    }
    return ok(adminGivenView(given));
  };
