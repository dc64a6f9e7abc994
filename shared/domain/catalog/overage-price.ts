import type { Amounts, Catalog, Interval, Plan, Unit } from './catalog.ts';
import type { Sold } from './look-up.ts';

/** The price of a plan's overage for one interval: a metered price beside the plan's own, in one subscription. */
type OveragePrice = {
  readonly lookupKey: string;
  /** The name of the meter's events. A plan has one meter for all its intervals and amounts. */
  readonly meter: string;
  readonly interval: Interval;
  /** `amountMinor` is for so many units begun. */
  readonly units: number;
  readonly unit: Unit;
  readonly amountMinor: number;
  readonly currency: string;
  readonly currencies: Amounts;
};

const suffixes: Readonly<Record<Interval, string>> = { month: 'monthly', year: 'yearly' };

/** The lookup key of a plan's overage: `pro_overage_monthly`. */
export const overageKeyOf = (planId: string, interval: Interval): string => `${planId}_overage_${suffixes[interval]}`;

/** The name of the events of a plan's meter. */
export const meterNameOf = (planId: string): string => `tollgate_overage_${planId}`;

/** The id of the product under which a plan's overage is sold at Stripe. */
export const overageProductIdOf = (planId: string): string => `tollgate_overage_${planId}`;

/** The overage prices of a plan, one for each interval that it is sold by. Empty where the allowance is a hard limit. */
export function overagePricesOf({ id, prices, overage, allowance }: Plan): OveragePrice[] {
  const [first] = prices;
  if (!overage || !first) return [];
  const { units, amountMinor, currencies = {} } = overage;
  const unit = allowance?.unit ?? 'record';
  return [...new Set(prices.map(({ interval }) => interval))].map((interval) => ({
    lookupKey: overageKeyOf(id, interval),
    meter: meterNameOf(id),
    ...{ interval, units, unit, amountMinor, currencies },
    currency: first.currency,
  }));
}

/** The overage price of the same plan and interval; undefined for a hard plan or a badge. */
export const overageBeside = (sold: Sold): OveragePrice | undefined =>
  sold.kind === 'plan'
    ? overagePricesOf(sold.plan).find(({ interval }) => interval === sold.price.interval)
    : undefined;

/**
 * The plan whose overage a lookup key stands for; undefined for any other key. It also finds intervals that the plan is no longer sold by.
 */
export const overagePlanOf = ({ plans }: Pick<Catalog, 'plans'>, lookupKey: string): Plan | undefined =>
  plans.find(({ id }) => lookupKey === overageKeyOf(id, 'month') || lookupKey === overageKeyOf(id, 'year'));
