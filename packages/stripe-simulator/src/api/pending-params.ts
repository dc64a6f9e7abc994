import type Stripe from 'stripe';
import { methodFor } from '../billing/collect.ts';
import { invalidRequest, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';

const pendingFields = [
  'billing_cycle_anchor',
  'expand',
  'items',
  'off_session',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
];

/** Only these may wait for payment. https://docs.stripe.com/billing/subscriptions/pending-updates-reference */
export function checkPending(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Stripe.SubscriptionUpdateParams,
): void {
  if (params.payment_behavior !== 'pending_if_incomplete') return;
  checkWaitable(sim, subscription);
  if (params.discounts) throw unsupported('discounts with payment_behavior=pending_if_incomplete', 'discounts');
  const other = Object.keys(params).find((name) => !pendingFields.includes(name));
  if (other)
    throw invalidRequest(`When \`payment_behavior\` is \`pending_if_incomplete\`, you cannot pass in \`${other}\`.`, {
      param: other,
    });
}

/** Only what is charged by itself can be waited for, and not by bank debit. https://docs.stripe.com/billing/subscriptions/pending-updates */
function checkWaitable(sim: Simulation, subscription: Stripe.Subscription): void {
  if (!sim.rules.isOn('P5')) return;
  const type = methodFor(sim, subscription)?.type;
  if (subscription.collection_method === 'charge_automatically' && type !== 'sepa_debit') return;
  throw invalidRequest(
    `\`payment_behavior=pending_if_incomplete\` is not supported for ${type ?? 'subscriptions that are paid by invoice'}.`,
    { param: 'payment_behavior' },
  );
}
