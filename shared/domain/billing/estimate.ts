/** The cost of a period under each plan, before anybody buys: what Stripe would bill for so many units. No tax, no discount. */
import type { Amounts, Interval } from '../catalog/catalog.ts';
import type { MinorAmount } from '../money.ts';

type Priced = MinorAmount & { readonly currencies?: Amounts };

/** The parts of a plan that decide its cost. */
export type EstimatedPlan = {
  readonly availability: 'public' | 'contact' | 'free';
  readonly prices: readonly (Priced & { readonly interval: Interval; readonly per?: string })[];
  /** Units of a period; null: none are included. */
  readonly allowance: number | null;
  readonly overage: (Priced & { readonly units: number }) | null;
  readonly credit: (MinorAmount & { readonly units: number }) | null;
};

/** A month's units, and how they are to be paid. */
export type Wanted = { readonly unitsPerMonth: number; readonly interval: Interval; readonly currency: string };

/** The cost of one period in minor units of the currency: the plan's price, then blocks of extra usage or packs of credit. */
export type Estimate = MinorAmount & {
  readonly interval: Interval;
  readonly baseMinor: number;
  readonly extraMinor: number;
  /** Blocks of extra usage, or packs of credit. */
  readonly blocks: number;
};

/**
 * The cost of a plan for the wanted units. Null: the plan is not sold so, in that currency or interval, or it stops before that many units.
 * Stripe bills a block that was begun as a whole (`transform_quantity[round]=up`), and so do packs of credit.
 */
export function estimate(plan: EstimatedPlan, { unitsPerMonth, interval, currency }: Wanted): Estimate | null {
  if (plan.availability !== 'public') return null;
  const price = plan.prices.find((each) => each.interval === interval && each.per === undefined);
  if (!price) return ofCredit(plan, { unitsPerMonth, interval, currency });
  const baseMinor = amountIn(price, currency);
  if (baseMinor === null) return null;
  const beyond = Math.max(0, unitsPerMonth * monthsOf(interval) - (plan.allowance ?? Number.POSITIVE_INFINITY));
  const cost = { currency, interval, baseMinor };
  if (beyond === 0) return { ...cost, amountMinor: baseMinor, extraMinor: 0, blocks: 0 };
  const perBlock = plan.overage && amountIn(plan.overage, currency);
  if (!plan.overage || perBlock === null) return null;
  const blocks = Math.ceil(beyond / plan.overage.units);
  return { ...cost, amountMinor: baseMinor + blocks * perBlock, extraMinor: blocks * perBlock, blocks };
}

/** Prepaid units never expire, so a year costs what its months cost together. */
function ofCredit({ credit, prices }: EstimatedPlan, { unitsPerMonth, interval, currency }: Wanted): Estimate | null {
  if (!credit || prices.length > 0 || credit.currency !== currency) return null;
  const blocks = Math.ceil((unitsPerMonth * monthsOf(interval)) / credit.units);
  const extraMinor = blocks * credit.amountMinor;
  return { amountMinor: extraMinor, currency, interval, baseMinor: 0, extraMinor, blocks };
}

const monthsOf = (interval: Interval): number => (interval === 'year' ? 12 : 1);

const amountIn = ({ amountMinor, currency, currencies = {} }: Priced, wanted: string): number | null =>
  wanted === currency ? amountMinor : (currencies[wanted] ?? null);

/** The plan that costs least, the first of equals; null: none serves so many units. */
export function cheapest<Plan extends EstimatedPlan>(plans: readonly Plan[], wanted: Wanted) {
  const served = plans.flatMap((plan) => {
    const cost = estimate(plan, wanted);
    return cost ? [{ plan, cost }] : [];
  });
  return served.reduce<(typeof served)[number] | null>(
    (best, each) => (best === null || each.cost.amountMinor < best.cost.amountMinor ? each : best),
    null,
  );
}
