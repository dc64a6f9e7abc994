import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Payable } from '../resources/payable.ts';
import type { CheckoutOrder } from './wanted.ts';

/** The order behind a checkout session: what it sells, and the payment intent of the attempts so far. */
export type Checkout = {
  readonly wanted: CheckoutOrder;
  readonly lineItems: readonly Stripe.LineItem[];
  readonly intent: string | null;
  /** The parts of the payment intent of a session that is paid once. Absent: the session begins a subscription. */
  readonly payment?: Pick<Payable, 'description' | 'metadata' | 'setupFutureUsage'>;
  /** The parts of the buyer's input that an existing customer keeps. */
  readonly update: Stripe.Checkout.SessionCreateParams['customer_update'];
};

/** The buyer's input on a hosted page beside the card. */
export type BuyerDetails = {
  readonly name: string;
  readonly country: string;
  readonly postalCode: string;
  readonly taxId: string;
};

/** The order behind each checkout session, by the session's id. */
export const checkouts = accountMap<Checkout>();

/** The order behind a session. Throws where there is none. */
export function checkoutOf(sim: Simulation, sessionId: string): Checkout {
  const checkout = checkouts(sim).get(sessionId);
  if (!checkout) throw new Error(`The simulator lost the checkout ${sessionId}`);
  return checkout;
}
