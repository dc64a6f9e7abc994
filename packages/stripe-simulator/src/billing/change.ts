import type Stripe from 'stripe';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import type { BillLine } from '../resources/invoice-input.ts';
import { type ItemChange, type ItemParam, itemChanges } from './item-changes.ts';
import { periodLines, prorationLines } from './lines.ts';
import { billedAmountOf, type NetAmount, netAmounts } from './net-amounts.ts';
import { isNewPeriod } from './new-period.ts';
import { nextBoundary } from './periods.ts';
import { usageLines } from './usage.ts';

/** The parameters of an update or a preview that change prices, quantities or periods. */
export type ChangeParams = {
  readonly items?: readonly ItemParam[];
  readonly proration_behavior?: string;
  /** Epoch seconds within the current period; now unless given. */
  readonly proration_date?: number;
  readonly billing_cycle_anchor?: { readonly type: string };
};

/** A subscription after a change, and the lines that the change bills or credits. */
export type SubscriptionChange = {
  readonly items: readonly Stripe.SubscriptionItem[];
  readonly anchor: number;
  readonly lines: readonly BillLine[];
  /** Whether its lines are invoiced at once and not with the next renewal. */
  readonly isBilledNow: boolean;
  /** The price of the changed items for one period from now on. */
  readonly amounts: readonly NetAmount[];
};

/**
 * Plans a change of prices and quantities without making it, so that a preview and the change cannot differ.
 * Another interval, or `billing_cycle_anchor[type]=now`, starts every item's period anew and is billed at once; in a trial
 * nothing is prorated. https://docs.stripe.com/billing/subscriptions/change-price
 */
export function planChange(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: ChangeParams,
): SubscriptionChange {
  const pairs = itemChanges(sim, subscription, params.items ?? []);
  const isBilled = subscription.status !== 'trialing' && subscription.status !== 'paused';
  const instant = prorationDate(sim, subscription, params.proration_date);
  const isProrated = isBilled && params.proration_behavior !== 'none';
  const isReset = isBilled && (params.billing_cycle_anchor?.type === 'now' || isNewPeriod(sim, pairs));
  const changed = isReset ? pairs : pairs.filter(isChanged);
  const credited = sim.rules.isOn('O9') || isLatestPaid(sim, subscription) ? changed : [];
  const credits = credited.flatMap(({ before: item }) =>
    item
      ? prorationLines(sim, { item, net: billedAmountOf(sim, item, subscription.currency) }, { instant, sign: -1 })
      : [],
  );
  const isUsageOver = ({ before, after }: ItemChange) => isReset || before?.price.id !== after?.price.id;
  const used = usageLines(
    sim,
    changed.filter(isUsageOver).flatMap(({ before }) => before ?? []),
    { customer: idOf(subscription.customer), currency: subscription.currency, until: sim.time.now() },
  ).filter(({ quantity }) => quantity > 0);
  const { items, anchor } = isReset
    ? restarted(pairs, sim.time.now())
    : { items: afters(pairs), anchor: subscription.billing_cycle_anchor };
  const amounts = isReset ? [] : changedAmounts(sim, subscription, changed, items);
  const debits = isReset
    ? periodLines(sim, items, subscription)
    : amounts.flatMap((amount) => prorationLines(sim, amount, { instant, sign: 1 }));
  const lines = [
    ...(isProrated ? credits : []),
    ...(isBilled && sim.rules.isOn('M11') && (isReset || isProrated) ? used.map(fixed) : []),
    ...(isReset || isProrated ? debits : []),
  ];
  return {
    items,
    anchor,
    lines,
    isBilledNow: isReset || (params.proration_behavior === 'always_invoice' && lines.length > 0),
    amounts,
  };
}

/** Whether the latest invoice is paid; a subscription without one owes nothing. */
const isLatestPaid = (sim: Simulation, { latest_invoice }: Stripe.Subscription): boolean =>
  latest_invoice === null || sim.store.invoices.get(idOf(latest_invoice))?.status === 'paid';

function changedAmounts(
  sim: Simulation,
  subscription: Stripe.Subscription,
  changed: readonly ItemChange[],
  items: readonly Stripe.SubscriptionItem[],
): NetAmount[] {
  const all = netAmounts(sim, subscription, items);
  return changed.flatMap(({ after }) => all.filter(({ item }) => item === after));
}

/** A line with the usage that is known by now. Usage that is reported later is not billed. */
export const fixed = ({ usage: _, ...line }: BillLine): BillLine => line;

const afters = (pairs: readonly ItemChange[]) => pairs.flatMap(({ after }) => (after ? [after] : []));

function restarted(pairs: readonly ItemChange[], now: number) {
  const items = afters(pairs).map((item) => {
    const interval = item.price.recurring ?? { interval: 'month', interval_count: 1 };
    return { ...item, current_period_start: now, current_period_end: nextBoundary(now, interval, now) };
  });
  return { items, anchor: now };
}

const isChanged = ({ before, after }: ItemChange) =>
  !before || !after || before.price.id !== after.price.id || before.quantity !== after.quantity;

function prorationDate(sim: Simulation, subscription: Stripe.Subscription, wanted: number | undefined): number {
  if (wanted === undefined) return sim.time.now();
  const { data } = subscription.items;
  const start = Math.max(...data.map((item) => item.current_period_start));
  const end = Math.min(...data.map((item) => item.current_period_end));
  if (sim.rules.isOn('O1b') && (wanted < start || wanted > end))
    throw invalidRequest('Cannot specify `proration_date` outside of the current billing period.', {
      param: 'proration_date',
    });
  return wanted;
}
