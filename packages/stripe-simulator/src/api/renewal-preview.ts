import type Stripe from 'stripe';
import { periodLines } from '../billing/lines.ts';
import { nextPeriod } from '../billing/renewal.ts';
import { usageLines } from '../billing/usage.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import type { BillLine } from '../resources/invoice-input.ts';
import { periodEndOf } from '../resources/subscription.ts';
import { upcomingInvoice } from './upcoming-invoice.ts';

/** The invoice of a subscription's next renewal, with `lines` on it that are pending now. */
export function previewRenewal(
  sim: Simulation,
  subscription: Stripe.Subscription,
  lines: readonly BillLine[],
): Stripe.Invoice {
  const end = periodEndOf(subscription);
  const due = subscription.items.data.filter((item) => item.current_period_end === end);
  const renewed = due.map((item) => nextPeriod(subscription, item));
  const start = Math.min(...due.map((item) => item.current_period_start));
  const { currency } = subscription;
  const isTrial = subscription.status === 'trialing';
  const used = isTrial ? [] : usageLines(sim, due, { customer: idOf(subscription.customer), currency });
  return upcomingInvoice(sim, subscription, {
    lines: [...lines, ...used, ...periodLines(sim, renewed, subscription)],
    start,
    end,
  });
}
