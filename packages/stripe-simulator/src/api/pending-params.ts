import type Stripe from 'stripe';
import { methodFor } from '../billing/collect.ts';
import { invalidRequest, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';

const pendingFields = [
  'add_invoice_items',
  'billing_cycle_anchor',
  'expand',
  'items',
  'off_session',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
];

/** Stripe takes these since 2026 (https://docs.stripe.com/changelog/dahlia, https://docs.stripe.com/changelog/endive); the simulator does not. */
const newerFields = ['cancel_at_period_end', 'discounts', 'metadata'] as const;

/** Only prices, quantities, prorations, anchor and trial may wait for payment. https://docs.stripe.com/billing/subscriptions/pending-updates-reference */
export function checkPending(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Stripe.SubscriptionUpdateParams,
): void {
  if (params.payment_behavior !== 'pending_if_incomplete') return;
  checkWaitable(sim, subscription);
  const newer = newerFields.find((name) => params[name] !== undefined);
  if (newer) throw unsupported(`${newer} with payment_behavior=pending_if_incomplete`, newer);
  const gone = params.items?.findIndex(({ deleted }) => deleted) ?? -1;
  if (gone >= 0 && sim.rules.isOn('U1')) throw notWithPending(`items[${gone}][deleted]`);
  const other = Object.keys(params).find((name) => !pendingFields.includes(name));
  if (other && sim.rules.isOn('U1b')) throw notWithPending(other);
}

const notWithPending = (param: string) =>
  invalidRequest(`When \`payment_behavior\` is \`pending_if_incomplete\`, you cannot pass in \`${param}\`.`, { param });

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
