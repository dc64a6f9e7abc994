import { type Offer, replacesOther, withOffer } from '../../shared/domain/billing/offer.ts';
import { soldName } from '../../shared/domain/catalog/look-up.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { adminGivenView } from '../../shared/http/present-entitlement.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { BillingDeps } from './deps.ts';
import { accountActedOn, give } from './give.ts';
import { OfferBody, offerable } from './offerable.ts';
import { endOpenCheckout, makePrice, offerDetail, refuseOfferIn } from './offers.ts';
import { tellOfAct } from './tell-of-act.ts';

/**
 * POST /v1/admin/accounts/{id}/billing/offers {plan|badge, amountMinor, currency, interval, until, order, reason}: a price that this organization alone can buy,
 * once an order. It is made at Stripe first, so that what is offered can be bought. It takes the place of an offer of the same for the same interval.
 */
export const offerPrice =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { until: day, order, ...asked } = bodyOf(request, OfferBody);
    const account = await accountActedOn(deps, request);
    const sold = offerable(deps.catalog, account.id, { ...asked, order });
    const { lookupKey, amountMinor, currency, interval } = sold.price;
    const until = day === null ? null : day.endsAt(deps.now());
    const state = await deps.billing.read(account.id);
    const known = state.given.offers.find((each) => each.order === order);
    if (known && (known.lookupKey !== lookupKey || known.until !== until))
      throw new AppError('idempotency_key_reused', 'This order offered another price. Use another key.');
    refuseOfferIn(state.subscriptions, currency);
    if (!known) await makePrice(deps, account.id, sold);
    const given = await give(deps, request, account, ({ given, subscriptions }) => {
      if (given.offers.some((each) => each.order === order)) return null;
      const { email: by, reason } = request.operator;
      const since = deps.now().toISOString();
      const offer: Offer = { lookupKey, order, since, until, by, reason, withdrawnAt: null };
      const detail = offerDetail(offer);
      return {
        given: { ...given, offers: withOffer({ offers: given.offers, subscriptions }, offer) },
        action: 'price.offered',
        detail,
        changesAccess: false,
      };
    });
    if (replacesOther(state.given, { order, lookupKey })) await endOpenCheckout(deps, account.id, sold);
    const done = { act: 'price_offered', name: soldName(sold), amountMinor, currency, interval, until } as const;
    await tellOfAct(deps, request, account, { done, of: order });
    return ok(adminGivenView(given));
  };
