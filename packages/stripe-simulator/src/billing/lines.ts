import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import type { BillLine } from '../resources/invoice-input.ts';
import { amountOf, isMetered } from '../resources/price.ts';
import { priceIn } from './currencies.ts';
import type { NetAmount } from './net-amounts.ts';

const daySeconds = 86_400;

type Items = readonly Stripe.SubscriptionItem[];

/** One line a licensed item for the whole of its current period; over nothing in a trial. */
export function periodLines(
  sim: Simulation,
  items: Items,
  { currency, isTrial = false }: { readonly currency: string; readonly isTrial?: boolean },
): BillLine[] {
  return items.filter(isLicensed).map((item) => {
    const quantity = item.quantity ?? 1;
    const name = nameOf(sim, item);
    return {
      item,
      amount: isTrial ? 0 : amountOf(priceIn(sim, item.price, currency), quantity),
      quantity,
      description: isTrial ? `Trial period for ${name}` : `${quantity} × ${name}`,
      period: { start: item.current_period_start, end: item.current_period_end },
      isProration: false,
    };
  });
}

/**
 * The share of an item's price `net` from `instant` to the end of its period. It goes by the second and is rounded to the minor unit;
 * `sign` −1 makes it a credit. A metered price has none. https://docs.stripe.com/billing/subscriptions/prorations
 */
export function prorationLines(
  sim: Simulation,
  { item, net }: Pick<NetAmount, 'item' | 'net'>,
  { instant, sign }: { readonly instant: number; readonly sign: 1 | -1 },
): BillLine[] {
  if (!isLicensed(item) && sim.rules.isOn('O5')) return [];
  const { current_period_start: start, current_period_end: end } = item;
  const counted = sim.rules.isOn('O1') ? instant : instant - (instant % daySeconds);
  const from = Math.min(Math.max(counted, start), end);
  const quantity = item.quantity ?? 1;
  const share = Math.round((net * (end - from)) / (end - start));
  const day = new Date(from * 1000).toISOString().slice(0, 10);
  const what = sign === 1 ? 'Remaining' : 'Unused';
  return [
    {
      item,
      amount: sign === 1 ? share : 0 - share,
      quantity,
      description: `${what} time on ${quantity} × ${nameOf(sim, item)} after ${day}`,
      period: { start: from, end },
      isProration: true,
    },
  ];
}

const isLicensed = ({ price }: Stripe.SubscriptionItem) => !isMetered(price);

function nameOf(sim: Simulation, item: Stripe.SubscriptionItem): string {
  const product = idOf(item.price.product);
  return sim.store.products.get(product)?.name ?? product;
}

/** A first invoice bills the first period in advance, and has no line for what is billed after use. */
export function firstLines(
  sim: Simulation,
  { items: { data }, currency }: Stripe.Subscription,
  isTrial: boolean,
): BillLine[] {
  const licensed = periodLines(sim, data, { currency, isTrial });
  if (sim.rules.isOn('M15')) return licensed;
  const unused = data
    .filter(({ price }) => isMetered(price))
    .map((item) => {
      const period = { start: item.current_period_start, end: item.current_period_end };
      return { item, amount: 0, quantity: 0, description: 'Usage', period, isProration: false };
    });
  return [...licensed, ...unused];
}
