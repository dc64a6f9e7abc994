import type { OfferAtStripe } from '../../shared/stripe/catalog/offer-at-stripe.ts';
import type { ObjectsAtStripe } from '../../shared/stripe/objects-at-stripe.ts';

/** A Stripe account that has nothing on sale. */
export const nothingAtStripe: OfferAtStripe = {
  read: async () => ({ products: [], prices: [], meters: [], coupons: [], codes: [], portal: null }),
};

/** A Stripe account without any invoice, payment or subscription. */
export const noObjectsAtStripe: ObjectsAtStripe = { find: async () => null };
