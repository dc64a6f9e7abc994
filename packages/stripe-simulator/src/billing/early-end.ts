import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { prorationLines } from './lines.ts';
import { billedAmountOf } from './net-amounts.ts';
import { addPendingLines } from './pending-lines.ts';
import { nextBoundary } from './periods.ts';

type Items = Pick<Stripe.Subscription, 'items'>;

/**
 * The items of a subscription whose end is set or taken back. An end inside their period shortens it, and the rest is credited unless
 * nothing is prorated. Without the end the period is as long as before, and the rest is billed again. https://docs.stripe.com/billing/subscriptions/cancel
 */
export function periodsUntil(
  sim: Simulation,
  subscription: Stripe.Subscription,
  { at, proration }: { readonly at: number | null; readonly proration: string | undefined },
): Items | Record<never, never> {
  if (!sim.rules.isOn('B11') || subscription.status === 'trialing') return {};
  const data = subscription.items.data.map((item) => {
    const interval = item.price.recurring ?? { interval: 'month', interval_count: 1 };
    const whole = nextBoundary(subscription.billing_cycle_anchor, interval, item.current_period_start);
    return { ...item, current_period_end: Math.min(whole, at ?? whole) };
  });
  const isSame = data.every((item, n) => item.current_period_end === subscription.items.data[n]?.current_period_end);
  if (isSame) return {};
  if (proration !== 'none') addPendingLines(sim, subscription.id, linesBetween(sim, subscription, data));
  return { items: { ...subscription.items, data } };
}

/** A credit for each period that ends earlier than before, and a debit for each that ends later. */
function linesBetween(sim: Simulation, subscription: Stripe.Subscription, data: readonly Stripe.SubscriptionItem[]) {
  return data.flatMap((item, n) => {
    const before = subscription.items.data[n] ?? item;
    const isShorter = item.current_period_end < before.current_period_end;
    const [longer, shorter] = isShorter ? [before, item] : [item, before];
    const whole = { ...longer, subscription: idOf(longer.subscription) };
    const share = billedAmountOf(sim, whole, subscription.currency);
    return prorationLines(
      sim,
      { item: whole, net: share },
      { instant: shorter.current_period_end, sign: isShorter ? -1 : 1 },
    );
  });
}
