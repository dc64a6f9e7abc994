import type Stripe from 'stripe';
import { priceIn } from '../billing/currencies.ts';
import type { TakenOff } from '../billing/discount-amounts.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { decimal } from './decimal.ts';
import type { BillLine } from './invoice-input.ts';

type LineInput = {
  readonly invoice: string;
  readonly subscription: Stripe.Subscription;
  readonly line: BillLine;
  readonly discountAmounts: readonly TakenOff[];
};

/** Discounts as they count before tax. */
export const pretaxCredits = (amounts: readonly TakenOff[]): Stripe.InvoiceLineItem.PretaxCreditAmount[] =>
  amounts.map(({ amount, discount }) => ({ amount, discount, type: 'discount' }));

/** A line of an invoice; a proration's parent is an invoice item, as in Stripe. */
export function newLine(
  sim: Simulation,
  { invoice, subscription, line, discountAmounts }: LineInput,
): Stripe.InvoiceLineItem {
  const { amount, description, item, period, quantity } = line;
  const price = priceIn(sim, item.price, subscription.currency);
  return {
    id: sim.newId('il'),
    object: 'line_item',
    amount,
    currency: subscription.currency,
    description,
    discount_amounts: [...discountAmounts],
    discountable: !line.isProration,
    discounts: [],
    invoice,
    livemode: false,
    metadata: subscription.metadata,
    parent: line.isProration ? prorationParent(sim, subscription) : itemParent(subscription, item),
    period,
    pretax_credit_amounts: pretaxCredits(discountAmounts),
    pricing: {
      price_details: { price: item.price.id, product: idOf(item.price.product) },
      type: 'price_details',
      unit_amount_decimal: amount === 0 ? decimal(0) : price.unit_amount_decimal,
    },
    quantity: Math.round(quantity),
    quantity_decimal: decimal(quantity),
    subscription: subscription.id,
    subtotal: amount,
    taxes: [],
  };
}

function itemParent(
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
): Stripe.InvoiceLineItem['parent'] {
  return {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: false,
      proration_details: { credited_items: null },
      subscription: subscription.id,
      subscription_item: item.id,
    },
    type: 'subscription_item_details',
  };
}

function prorationParent(sim: Simulation, subscription: Stripe.Subscription): Stripe.InvoiceLineItem['parent'] {
  return {
    invoice_item_details: {
      invoice_item: sim.newId('ii'),
      proration: true,
      proration_details: { credited_items: null },
      subscription: subscription.id,
    },
    subscription_item_details: null,
    type: 'invoice_item_details',
  };
}
