import type { OfferAtStripe } from '../../shared/stripe/catalog/offer-at-stripe.ts';

/** A Stripe account that has nothing on sale. */
export const nothingAtStripe: OfferAtStripe = {
  read: async () => ({ products: [], prices: [], meters: [], coupons: [], codes: [], portal: null }),
};
