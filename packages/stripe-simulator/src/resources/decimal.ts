import type Stripe from 'stripe';

/** An amount as Stripe sends it in `…_decimal` fields: a string, which the SDK turns into its `Decimal`. */
export const decimal = (amount: number) => String(amount) as unknown as Stripe.Decimal;
