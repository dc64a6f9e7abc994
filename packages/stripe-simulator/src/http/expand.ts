import type Stripe from 'stripe';
import { checkouts } from '../billing/checkout-state.ts';
import { currencyOptions } from '../billing/currencies.ts';
import { paymentOf } from '../billing/invoice-payments.ts';
import type { Simulation } from '../core/simulation.ts';
import { objectNamed } from '../core/store.ts';
import { couponProducts } from '../resources/coupon.ts';
import { withShortLists } from './inner-lists.ts';

type Plain = Record<string, unknown>;

/**
 * A copy of an answer in which the named paths (`data.latest_invoice`) hold objects instead of ids. `checkExpand` has
 * accepted the paths. Null stays null, and the id of a deleted object stays an id.
 */
export function expandPaths(sim: Simulation, answer: object, paths: readonly string[]): object {
  const expanded = paths.reduce((object, path) => expandAt(sim, object, path.split('.')) as object, answer);
  return withShortLists(sim, expanded);
}

function expandAt(sim: Simulation, value: unknown, segments: readonly string[]): unknown {
  const [name, ...rest] = segments;
  if (name === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => expandAt(sim, element, segments));
  const object = value as Plain;
  const found = object[name] !== undefined ? object[name] : includable(sim, object, name);
  if (found === null || found === undefined || object.deleted === true) return object;
  const target = name === 'coupon' ? couponOf(sim, String(found)) : lookUp(sim, found);
  return { ...object, [name]: expandAt(sim, target, rest) };
}

function lookUp(sim: Simulation, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => lookUp(sim, element));
  return typeof value === 'string' ? (objectNamed(sim.store, value) ?? value) : value;
}

/** The account chooses the ids of coupons, so another object may have the same id. */
const couponOf = (sim: Simulation, id: string) => sim.store.coupons.get(id) ?? id;

/** The amounts of a price in each currency, its own included. */
function currencyOptionsOf(sim: Simulation, price: Stripe.Price): Stripe.Price['currency_options'] {
  const { currency, id, tax_behavior, unit_amount, unit_amount_decimal } = price;
  const all = { [currency]: { tax_behavior, unit_amount, unit_amount_decimal }, ...currencyOptions(sim).get(id) };
  return Object.fromEntries(Object.entries(all).map(([key, option]) => [key, { custom_unit_amount: null, ...option }]));
}

type Includable = (sim: Simulation, id: string, object: Plain) => unknown;

/** Fields that an answer contains only when the request expands them. */
const includables: Readonly<Record<string, Includable>> = {
  'customer.subscriptions': ({ store }, id) =>
    listOf(
      `/v1/customers/${id}/subscriptions`,
      store.subscriptions.newestFirst(id).filter((each) => each.ended_at === null),
    ),
  'charge.refunds': ({ store, rules }, id) => {
    const newest = store.refunds.newestFirst(id);
    const shown = rules.isOn('R5') ? newest.slice(0, 10) : newest;
    return { ...listOf(`/v1/charges/${id}/refunds`, shown), has_more: shown.length < newest.length };
  },
  'checkout.session.line_items': (sim, id) =>
    listOf(`/v1/checkout/sessions/${id}/line_items`, checkouts(sim).get(id)?.lineItems ?? []),
  'price.currency_options': (sim, _, price) => currencyOptionsOf(sim, price as unknown as Stripe.Price),
  'coupon.applies_to': (sim, id) => {
    const products = couponProducts(sim).get(id);
    return products ? { products } : null;
  },
  'invoice.payments': (sim, id) => listOf(`/v1/invoices/${id}/payments`, [paymentOf(sim, id) ?? []].flat()),
};

/** Whether the simulator has a field, such as `invoice.payments`, that answers contain only when the request expands it. */
export const isIncludable = (field: string): boolean => Object.hasOwn(includables, field);

const includable = (sim: Simulation, object: Plain, name: string): unknown =>
  includables[`${object.object}.${name}`]?.(sim, String(object.id), object);

const listOf = (url: string, data: readonly object[]) => ({ object: 'list', data, has_more: false, url });
