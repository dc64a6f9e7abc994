import type Stripe from 'stripe';
import { discountAmounts, type TakenOff } from '../billing/discount-amounts.ts';
import { discountsAt } from '../billing/discounts.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import type { BillLine } from './invoice-input.ts';
import { newLine, pretaxCredits } from './invoice-line.ts';

type Billed = {
  readonly invoice: string;
  readonly subscription: Stripe.Subscription;
  readonly lines: readonly BillLine[];
  /** Epoch seconds: the discounts that hold then are given. */
  readonly at: number;
};

/** The lines of an invoice with their discounts, and the totals. */
export function invoiceAmounts(sim: Simulation, { invoice, subscription, lines: billed, at }: Billed) {
  const discounts = discountsAt(sim, subscription, at);
  const taken = discountAmounts(
    billed.map((line) => discountable(sim, line)),
    discounts,
    subscription.currency,
  );
  const lines = billed.map((line, n) => newLine(sim, { invoice, subscription, line, discountAmounts: taken[n] ?? [] }));
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  const off = discounts.map(({ id }) => ({ discount: id, amount: sumOf(taken, id) }));
  const total = off.reduce((left, { amount }) => left - amount, subtotal);
  return {
    discounts: discounts.map(({ id }) => id),
    lines: { object: 'list' as const, data: lines, has_more: false, url: `/v1/invoices/${invoice}/lines` },
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_discount_amounts: off,
    total_excluding_tax: total,
    total_pretax_credit_amounts: pretaxCredits(off),
  } satisfies Partial<Stripe.Invoice>;
}

/** A proration is net of discounts already. */
const discountable = (sim: Simulation, { amount, item, isProration }: BillLine) => ({
  amount,
  product: idOf(item.price.product),
  isDiscountable: !isProration || !sim.rules.isOn('O3'),
});

const sumOf = (taken: readonly (readonly TakenOff[])[], discount: string): number =>
  taken.flat().reduce((sum, each) => (each.discount === discount ? sum + each.amount : sum), 0);
