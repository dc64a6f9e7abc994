import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import type { BillLine } from '../resources/invoice-input.ts';
import { isMetered, usageAmountOf } from '../resources/price.ts';
import { priceIn } from './currencies.ts';

/** Reported usage of a customer, at its own time in epoch seconds. */
type MeterEvent = {
  readonly customer: string;
  readonly at: number;
  readonly value: number;
  /** Epoch seconds. */
  readonly receivedAt: number;
};

/** The events of each meter, by its id, in the order in which they came. */
export const meterEvents = accountMap<readonly MeterEvent[]>();

type Range = { readonly start: number; readonly end: number };

/**
 * A customer's usage of a meter within a range (epoch seconds, half-open), by the meter's formula; null without events. Events that were not
 * processed yet are left out.
 */
export function usageOf(
  sim: Simulation,
  { meter, customer }: { readonly meter: string; readonly customer: string },
  { start, end }: Range,
): number | null {
  const processedBy = sim.rules.isOn('M5') ? sim.time.now() - sim.settings.meterLagSeconds : Number.POSITIVE_INFINITY;
  const events = (meterEvents(sim).get(meter) ?? []).filter(
    (event) => event.customer === customer && event.at >= start && event.at < end && event.receivedAt <= processedBy,
  );
  return events.length === 0 ? null : aggregated(sim, events, meter);
}

/** `last` is the latest by the events' own time; of two at one time the one that came later. */
function aggregated(sim: Simulation, events: readonly MeterEvent[], meter: string): number {
  const { formula } = sim.store.meters.mustGet(meter).default_aggregation;
  if (formula === 'count') return events.length;
  if (formula === 'last' && !sim.rules.isOn('M8')) return events.at(-1)?.value ?? 0;
  if (formula === 'last') return events.reduce((last, event) => (event.at >= last.at ? event : last)).value;
  return events.reduce((sum, { value }) => sum + value, 0);
}

type Billed = {
  readonly customer: string;
  readonly currency: string;
  /** Epoch seconds: usage of later is not counted yet. */
  readonly until?: number;
};

/**
 * One line a metered item for the usage of its current period, in arrears. Usage from before the item
 * was added is not billed: https://docs.stripe.com/billing/subscriptions/usage-based/manage-billing-setup
 */
export function usageLines(
  sim: Simulation,
  items: readonly Stripe.SubscriptionItem[],
  { customer, currency, until = Infinity }: Billed,
): BillLine[] {
  return items
    .filter(({ price }) => isMetered(price))
    .map((item) => {
      const start = startOf(sim, item);
      const period = { start, end: Math.max(start, Math.min(item.current_period_end, until)) };
      const usage = { meter: String(item.price.recurring?.meter), customer };
      return withUsage(
        sim,
        { item, amount: 0, quantity: 0, description: '', period, isProration: false, usage },
        currency,
      );
    });
}

/** The time from which a change that waits for payment has billed an item's usage, by the item's id. */
const billedUntil = accountMap<number>();

/** Notes that the usage of these items until now is on an invoice, or was discarded with it. */
export function noteBilled(sim: Simulation, items: readonly Stripe.SubscriptionItem[]): void {
  for (const { id, price } of items) if (isMetered(price)) billedUntil(sim).set(id, sim.time.now());
}

/** Usage from before the item was added, or that was billed in mid-period, is not the item's any more. */
function startOf(sim: Simulation, item: Stripe.SubscriptionItem): number {
  const added = sim.rules.isOn('M12') ? item.created : 0;
  return Math.max(item.current_period_start, added, billedUntil(sim).get(item.id) ?? 0);
}

/** A line over usage with what the meter says now. Less than nothing is billed as nothing. */
export function withUsage(sim: Simulation, line: BillLine, currency: string): BillLine {
  if (!line.usage) return line;
  const total = usageOf(sim, line.usage, line.period) ?? 0;
  const units = sim.rules.isOn('M4') ? Math.max(0, total) : total;
  const found = priceIn(sim, line.item.price, currency);
  const price = sim.rules.isOn('M14') ? found : { ...found, transform_quantity: null };
  const product = idOf(price.product);
  const name = sim.store.products.get(product)?.name ?? product;
  return { ...line, amount: usageAmountOf(price, units), quantity: units, description: `${units} × ${name}` };
}
