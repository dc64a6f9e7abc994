import Stripe from 'stripe';

/** The version of the installed stripe-node. */
export const sdkVersion = (): string => Stripe.PACKAGE_VERSION;

/** The API version that the installed stripe-node was generated for. */
export const sdkApiVersion = (): string => Stripe.API_VERSION;
