import type { Catalog, Credit, Plan } from '../catalog/catalog.ts';
import { type Grant, grantsOf } from './grant.ts';
import type { HeldCredit } from './held-credit.ts';
import type { Subscription } from './subscription.ts';

/** Names the counter of prepaid units, and the usage that was paid from it, in place of a period's start. */
export const creditPeriod = 'CREDIT';

/** One purchase of prepaid units, as Stripe holds it. Amounts in minor units, `at` ISO-8601 UTC. */
export type TopUp = {
  /** Stripe's id of the charge. */
  readonly id: string;
  /** As many as were sold when it was paid, whatever the catalogue says now. */
  readonly units: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  /** A dispute that was won, or only an inquiry, is none. */
  readonly dispute: 'open' | 'lost' | null;
  readonly at: string;
};

export type CreditPlan = Plan & { readonly credit: Credit };

/** The plan whose units are bought in advance; a catalogue has one at most. */
export const creditPlanOf = ({ plans }: Pick<Catalog, 'plans'>): CreditPlan | undefined =>
  plans.find((plan): plan is CreditPlan => plan.credit !== undefined);

/**
 * What top-ups come to: each one's units, less the share that was refunded (rounded up), and none of those whose dispute was lost (or, where
 * the operator says so, opened). Null: nothing was ever bought. A function of what Stripe holds alone, in any order.
 */
export function heldCredit({ settings }: Pick<Catalog, 'settings'>, topUps: readonly TopUp[]): HeldCredit | null {
  const bought = topUps.toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
  const [first] = bought;
  if (!first) return null;
  const kept = bought.map((topUp) => unitsKept(topUp, settings.onDispute));
  return {
    units: kept.reduce((sum, units) => sum + units, 0),
    lastUnits: kept.findLast((units) => units > 0) ?? 0,
    since: first.at,
  };
}

function unitsKept({ units, paidMinor, refundedMinor, dispute }: TopUp, onDispute: Catalog['settings']['onDispute']) {
  if (dispute === 'lost' && onDispute !== 'keep') return 0;
  if (dispute === 'open' && onDispute === 'end_when_opened') return 0;
  if (refundedMinor <= 0) return units;
  return Math.floor((units * Math.max(0, paidMinor - refundedMinor)) / paidMinor);
}

/** The end of what no time ends. */
export const never = '9999-12-31T23:59:59.000Z';

/** The grant of what was bought in advance: it does not end by itself. None where nothing is held, or nobody sells it any more. */
function creditGrantsOf(catalog: Catalog, held: HeldCredit | null): Grant[] {
  const plan = creditPlanOf(catalog);
  if (!plan || !held || held.units <= 0) return [];
  return [
    {
      subscriptionId: 'credit',
      kind: 'plan',
      id: plan.id,
      status: 'active',
      periodStart: held.since,
      periodEnd: never,
      interval: 'year',
      paidUntil: never,
      fullUntil: never,
      graceUntil: never,
      credit: held,
    },
  ];
}

/** What Stripe says that an account pays for, or has paid for in advance. */
export type Paid = { readonly subscriptions: readonly Subscription[]; readonly credit: HeldCredit | null };

/** Everything that an account is granted, by its subscriptions and by what it bought in advance. */
export const grantsOfAll = (catalog: Catalog, { subscriptions, credit }: Paid): Grant[] => [
  ...grantsOf(catalog, subscriptions),
  ...creditGrantsOf(catalog, credit),
];
