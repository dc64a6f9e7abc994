import type { DesiredOffer } from './catalog/desired-offer.ts';

/** A price that one organization is offered. */
export type NewOffer = DesiredOffer & { readonly accountId: string };

/** The part of the gateway that makes prices for one organization. */
export interface PriceOfferer {
  /** Makes the price, and its product where the catalogue has none at Stripe. Once a lookup key, however long ago. @throws AppError 409 where Stripe’s key may not */
  offerPrice(offer: NewOffer): Promise<void>;
}
