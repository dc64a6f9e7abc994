import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { couponProducts } from '../resources/coupon.ts';
import { type Checkout, checkouts } from './checkout-state.ts';
import { discountAmounts } from './discount-amounts.ts';
import { codeTyped, refusalOf } from './redeeming.ts';
import type { WantedDiscount } from './wanted.ts';

/** The answer to a code; `refused` is the sentence for the buyer. Stripe's own page only says that a code is invalid. */
export type CodeAnswer = { readonly refused: string | null };

/** Prices a session's lines with these discounts; nothing is redeemed before it is paid. */
export function discountSession(
  sim: Simulation,
  id: string,
  discounts: readonly WantedDiscount[],
): Stripe.Checkout.Session {
  const checkout = checkouts(sim).get(id);
  const session = sim.store.sessions.mustGet(id);
  if (!checkout) throw new Error(`The simulator lost the checkout ${id}`);
  const lineItems = withDiscounts(sim, checkout, { discounts, currency: session.currency ?? 'usd' });
  checkouts(sim).set(id, { ...checkout, lineItems, wanted: { ...checkout.wanted, discounts } });
  const off = session.amount_subtotal ? lineItems.reduce((sum, line) => sum + line.amount_discount, 0) : 0;
  const total = (session.amount_subtotal ?? 0) - off;
  if (checkout.intent) sim.store.paymentIntents.patch(checkout.intent, { amount: total });
  return sim.store.sessions.patch(id, {
    amount_total: total,
    discounts: discounts.map(({ coupon, promotionCode }) => ({
      coupon: promotionCode ? null : coupon.id,
      promotion_code: promotionCode?.id ?? null,
    })),
    payment_status: total === 0 ? 'no_payment_required' : 'unpaid',
    total_details: { amount_discount: off, amount_shipping: 0, amount_tax: 0 },
  }).after;
}

function withDiscounts(
  sim: Simulation,
  { lineItems }: Checkout,
  { discounts, currency }: { readonly discounts: readonly WantedDiscount[]; readonly currency: string },
): Stripe.LineItem[] {
  const terms = discounts.map(({ coupon }) => ({
    id: coupon.id,
    coupon,
    products: couponProducts(sim).get(coupon.id) ?? null,
  }));
  const lines = lineItems.map(({ amount_subtotal: amount, price }) => {
    return { amount, product: price ? idOf(price.product) : '', isDiscountable: true };
  });
  const taken = discountAmounts(lines, terms, currency);
  return lineItems.map((line, n) => {
    const off = (taken[n] ?? []).reduce((sum, { amount }) => sum + amount, 0);
    return { ...line, amount_discount: off, amount_total: line.amount_subtotal - off };
  });
}

/** Applies the code that the buyer typed, in place of an earlier one. The session stays as it was where it is refused. */
export function applyCode(sim: Simulation, id: string, typed: string): CodeAnswer {
  const wanted = codeTyped(sim, typed);
  if (!wanted) return { refused: 'This code is invalid.' };
  const refused = refusalIn(sim, id, wanted);
  if (refused !== null) return { refused };
  const before = checkouts(sim).get(id)?.wanted.discounts ?? [];
  const session = discountSession(sim, id, [wanted]);
  if (session.amount_subtotal === 0 || session.total_details?.amount_discount) return { refused: null };
  discountSession(sim, id, before);
  return { refused: 'This code is not for what you are buying.' };
}

/** Why what was applied can be redeemed no more, taken off the session; null where all still holds. */
export function recheckDiscounts(sim: Simulation, id: string): string | null {
  const discounts = checkouts(sim).get(id)?.wanted.discounts ?? [];
  const refusals = discounts.map((wanted) => refusalIn(sim, id, wanted));
  const [first] = refusals.filter((each) => each !== null);
  if (first === undefined) return null;
  discountSession(
    sim,
    id,
    discounts.filter((_, n) => refusals[n] === null),
  );
  return first;
}

function refusalIn(sim: Simulation, id: string, wanted: WantedDiscount): string | null {
  const session = sim.store.sessions.mustGet(id);
  const lines = checkouts(sim).get(id)?.lineItems ?? [];
  const purchase = {
    customer: session.customer === null ? null : idOf(session.customer),
    amount: lines.reduce((sum, line) => sum + line.amount_subtotal, 0),
    currency: session.currency ?? 'usd',
  };
  return refusalOf(sim, wanted, purchase)?.message ?? null;
}
