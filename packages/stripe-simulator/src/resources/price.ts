import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { decimal } from './decimal.ts';
import { mergeMetadata } from './metadata.ts';

/** A price as created from these parameters, for an existing product. */
export function newPrice(sim: Simulation, params: Stripe.PriceCreateParams, product: string): Stripe.Price {
  const amount = params.unit_amount_decimal === undefined ? params.unit_amount : Number(params.unit_amount_decimal);
  return {
    id: sim.newId('price'),
    object: 'price',
    active: params.active ?? true,
    billing_scheme: 'per_unit',
    created: sim.time.now(),
    currency: params.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: params.lookup_key || null,
    metadata: mergeMetadata(null, params.metadata),
    nickname: params.nickname || null,
    product,
    recurring: params.recurring ? recurringOf(params.recurring) : null,
    tax_behavior: params.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: params.transform_quantity ?? null,
    type: params.recurring ? 'recurring' : 'one_time',
    unit_amount: amount !== undefined && Number.isInteger(amount) ? amount : null,
    unit_amount_decimal: amount === undefined ? null : decimal(amount),
  };
}

function recurringOf(params: NonNullable<Stripe.PriceCreateParams['recurring']>): Stripe.Price['recurring'] {
  return {
    interval: params.interval,
    interval_count: params.interval_count ?? 1,
    meter: params.meter ?? null,
    trial_period_days: null,
    usage_type: params.usage_type ?? 'licensed',
  };
}

/** Whether the amount follows from usage and not from the quantity. */
export const isMetered = (price: Stripe.Price) => price.recurring?.usage_type === 'metered';

/** The price of `quantity` in advance, in minor units. It is 0 for a metered price, which is billed after use. */
export const amountOf = (price: Stripe.Price, quantity: number): number =>
  isMetered(price) ? 0 : usageAmountOf(price, quantity);

/** The price of `quantity` units, in minor units, rounded once. */
export function usageAmountOf(price: Stripe.Price, quantity: number): number {
  const units = price.transform_quantity ? packages(quantity, price.transform_quantity) : quantity;
  return Math.round(Number(String(price.unit_amount_decimal ?? 0)) * units);
}

function packages(quantity: number, transform: NonNullable<Stripe.Price['transform_quantity']>): number {
  const exact = quantity / transform.divide_by;
  return transform.round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/** The legacy `plan` object that Stripe still puts beside a recurring price. */
export function planOf(price: Stripe.Price): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: price.recurring?.meter ?? null,
    nickname: price.nickname,
    product: idOf(price.product),
    tiers_mode: price.tiers_mode,
    transform_usage: price.transform_quantity,
    trial_period_days: null,
    usage_type: price.recurring?.usage_type ?? 'licensed',
  };
}
