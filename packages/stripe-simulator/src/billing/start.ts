import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isMetered } from '../resources/price.ts';
import { newSubscription } from '../resources/subscription.ts';
import { dueDateOf } from './by-invoice.ts';
import { attachDiscounts } from './discounts.ts';
import { draftInvoice } from './invoices.ts';
import { firstLines } from './lines.ts';
import { nextBoundary } from './periods.ts';
import { scheduleSubscription } from './subscription-state.ts';
import type { WantedItem, WantedSubscription } from './wanted.ts';

/**
 * The recurring prices that a request names. Throws Stripe's errors for one that is unknown, archived or not recurring.
 * A `planned` price holds though it was archived after it was planned.
 */
export function wantedItems(
  sim: Simulation,
  items: readonly { price?: string; quantity?: number; metadata?: Record<string, string>; planned?: true }[],
  param: string,
): WantedItem[] {
  return items.map(({ price: id = '', quantity, metadata = {}, planned }, index) => {
    const price = sim.store.prices.get(id);
    const path = `${param}[${index}][price]`;
    if (!price) throw noSuch('price', id, path);
    if (!price.active && !planned)
      throw invalidRequest(`The price specified is inactive. This field only accepts active prices.`, { param: path });
    if (!price.recurring)
      throw invalidRequest(
        `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
        { param: path },
      );
    if (isMetered(price) && quantity !== undefined)
      throw invalidRequest('You cannot set the quantity of a metered price: it is what was used.', {
        param: `${param}[${index}][quantity]`,
      });
    return { price, quantity: quantity ?? 1, metadata };
  });
}

/** Begins a subscription with its first invoice, a draft that the caller makes final and collects. */
export function startSubscription(
  sim: Simulation,
  wanted: WantedSubscription,
  checkoutSession: string | null = null,
): { subscription: Stripe.Subscription; invoice: Stripe.Invoice } {
  const now = sim.time.now();
  const { trialEnd } = wanted;
  const isByInvoice = wanted.daysUntilDue !== null && trialEnd === null;
  const anchor = trialEnd ?? now;
  const items = wanted.items.map((item) => {
    const interval = item.price.recurring ?? { interval: 'month', interval_count: 1 };
    return { ...item, periodStart: now, periodEnd: trialEnd ?? nextBoundary(anchor, interval, now) };
  });
  const added = sim.store.subscriptions.add(newSubscription(sim, { ...wanted, items, anchor }));
  const discounts = attachDiscounts(sim, added, wanted.discounts, checkoutSession);
  const { after: begun } = sim.store.subscriptions.patch(added.id, { discounts });
  const invoice = draftInvoice(sim, {
    subscription: begun,
    reason: 'subscription_create',
    lines: firstLines(sim, begun, trialEnd !== null),
    finalizesAt: isByInvoice ? now + sim.settings.draftSeconds : null,
    dueDate: dueDateOf(sim, begun),
    periodStart: now,
    periodEnd: now,
  });
  const { after: subscription } = sim.store.subscriptions.patch(begun.id, { latest_invoice: invoice.id });
  emit(sim, 'customer.subscription.created', subscription);
  scheduleSubscription(sim, subscription);
  return { subscription, invoice };
}
