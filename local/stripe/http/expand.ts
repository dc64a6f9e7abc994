import type Stripe from 'stripe';
import { paymentOf } from '../billing/invoices.ts';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf, objectNamed } from '../core/store.ts';

type Plain = Record<string, unknown>;

const mostLevels = 4;

/** A copy of an answer in which the named paths (`data.latest_invoice`) hold objects instead of ids; at most four levels, as at Stripe. */
export function expandPaths(sim: Simulation, answer: object, paths: readonly string[]): object {
  const tooDeep = paths.find((path) => path.split('.').length > mostLevels);
  if (tooDeep !== undefined)
    throw invalidRequest(`You cannot expand more than ${mostLevels} levels of a property (${tooDeep}).`, {
      param: 'expand',
    });
  return paths.reduce((object, path) => expandAt(sim, object, path.split('.'), path) as object, answer);
}

function expandAt(sim: Simulation, value: unknown, segments: readonly string[], path: string): unknown {
  const [name, ...rest] = segments;
  if (name === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => expandAt(sim, element, segments, path));
  if (typeof value !== 'object') throw cannotExpand(path);
  const object = value as Plain;
  if (object.deleted === true) return object;
  const found = object[name] !== undefined ? object[name] : includable(sim, object, name);
  if (found === null && object[name] === undefined) return object;
  if (found === undefined || (rest.length === 0 && isPlainValue(found))) throw cannotExpand(path);
  const target = name === 'coupon' ? couponOf(sim, found, path) : lookUp(sim, found, path);
  return { ...object, [name]: expandAt(sim, target, rest, path) };
}

const isPlainValue = (value: unknown) => typeof value === 'number' || typeof value === 'boolean';

const cannotExpand = (path: string) =>
  invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });

function lookUp(sim: Simulation, value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((element) => lookUp(sim, element, path));
  if (typeof value !== 'string') return value;
  const object = objectNamed(sim.store, value);
  if (!object) throw cannotExpand(path);
  return object;
}

/** Coupons have ids of the account's own making, which may be another object's too. */
function couponOf(sim: Simulation, id: unknown, path: string): unknown {
  const coupon = sim.store.coupons.get(String(id));
  if (!coupon) throw cannotExpand(path);
  return coupon;
}

/** What a price costs in each currency, its own too. */
function currencyOptionsOf(sim: Simulation, price: Stripe.Price): Stripe.Price['currency_options'] {
  const { currency, id, tax_behavior, unit_amount, unit_amount_decimal } = price;
  const all = { [currency]: { tax_behavior, unit_amount, unit_amount_decimal }, ...sim.currencyOptions.get(id) };
  return Object.fromEntries(Object.entries(all).map(([key, option]) => [key, { custom_unit_amount: null, ...option }]));
}

/** Fields that are left out of an answer unless asked for. */
function includable(sim: Simulation, object: Plain, name: string): unknown {
  const { store } = sim;
  const id = String(object.id);
  switch (`${object.object}.${name}`) {
    case 'customer.subscriptions':
      return listOf(store.subscriptions.newestFirst().filter((s) => idOf(s.customer) === id && s.ended_at === null));
    case 'charge.refunds':
      return listOf(store.refunds.newestFirst().filter(({ charge }) => charge === id));
    case 'checkout.session.line_items':
      return listOf(sim.checkouts.get(id)?.lineItems ?? []);
    case 'price.currency_options':
      return currencyOptionsOf(sim, object as unknown as Stripe.Price);
    case 'coupon.applies_to': {
      const products = sim.couponProducts.get(id);
      return products ? { products } : null;
    }
    case 'invoice.payments':
      return listOf([paymentOf(sim, id) ?? []].flat());
    default:
      return undefined;
  }

  function listOf(data: readonly object[]) {
    return { object: 'list', data, has_more: false, url: `/v1/${object.object}s/${id}/${name}` };
  }
}
