import Stripe from 'stripe';
import { AppError } from '../../errors.ts';
import { calling } from '../client.ts';
import { permissionIn } from '../permissions.ts';
import { type CurrentOffer, readOffer } from './current.ts';

/** The Stripe port of what is on sale there. It only reads. */
export interface OfferAtStripe {
  /** @throws StripeUnavailable, and AppError `conflict` where the key lacks a permission */
  read(): Promise<CurrentOffer>;
}

/** Over Stripe's SDK. */
export const offerAtStripe = (stripe: Stripe): OfferAtStripe => ({
  read: () =>
    calling(async () => {
      try {
        return await readOffer(stripe);
      } catch (error) {
        throw error instanceof Stripe.errors.StripePermissionError ? lacking(error) : error;
      }
    }),
});

const lacking = (cause: Stripe.errors.StripePermissionError) =>
  new AppError(
    'conflict',
    `The service’s Stripe key lacks the permission ${permissionIn(cause.message) ?? 'to read this'}. Give it that in the Stripe dashboard.`,
    { cause },
  );
