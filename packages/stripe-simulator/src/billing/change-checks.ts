import type Stripe from 'stripe';
import { unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import type { SubscriptionChange } from './change.ts';
import { foreseeCollection, methodFor } from './collect.ts';
import { checkInvoiceLimit } from './invoice-limit.ts';
import { cardError } from './methods.ts';

/** How a change is to be paid: its `payment_behavior`, whether the buyer is present, and whether a schedule makes it. */
export type How = { readonly paymentBehavior: string; readonly isOnSession: boolean; readonly isScheduled?: boolean };

/** Throws where a change that is billed now cannot be made: not supported, too many invoices, or a card that would refuse. */
export function checkBilledChange(
  sim: Simulation,
  subscription: Stripe.Subscription,
  { change, how }: { readonly change: SubscriptionChange; readonly how: How },
): void {
  if (how.paymentBehavior === 'default_incomplete')
    throw unsupported('payment_behavior=default_incomplete on an update', 'payment_behavior');
  if (subscription.collection_method === 'send_invoice' && how.paymentBehavior !== 'allow_incomplete')
    throw unsupported(`payment_behavior=${how.paymentBehavior} with payment by invoice`, 'payment_behavior');
  checkInvoiceLimit(sim, subscription);
  if (how.paymentBehavior === 'error_if_incomplete') refuseUnpayable(sim, subscription, { change, how });
}

function refuseUnpayable(
  sim: Simulation,
  subscription: Stripe.Subscription,
  { change, how }: { readonly change: SubscriptionChange; readonly how: How },
): void {
  if (change.lines.reduce((sum, { amount }) => sum + amount, 0) <= 0) return;
  const outcome = foreseeCollection(sim, methodFor(sim, subscription), how.isOnSession);
  if (outcome !== 'succeeded') throw cardError(outcome);
}
