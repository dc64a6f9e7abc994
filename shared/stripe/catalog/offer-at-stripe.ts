import type Stripe from 'stripe';
import { calling } from '../client.ts';
import { permitted } from '../lacking.ts';
import { type CurrentOffer, readOffer } from './current.ts';

/** The Stripe port of what is on sale there. It only reads. */
export interface OfferAtStripe {
  /** @throws StripeUnavailable, and AppError `conflict` where the key lacks a permission */
  read(): Promise<CurrentOffer>;
}

/** Over Stripe's SDK. */
export const offerAtStripe = (stripe: Stripe): OfferAtStripe => ({
  read: () => calling(() => permitted(() => readOffer(stripe))),
});
