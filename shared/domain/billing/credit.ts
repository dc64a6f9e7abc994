import type { Catalog, Credit, Plan } from '../catalog/catalog.ts';
import { type Given, type GivenUnits, grantsGiven, withGivenUnits } from './given.ts';
import { type Grant, grantsOf } from './grant.ts';
import type { HeldCredit } from './held-credit.ts';
import { never } from './period.ts';
import type { Subscription } from './subscription.ts';

/** Stands in place of a period's start, in the counter of prepaid units and in the usage paid from it. */
export const creditPeriod = 'CREDIT';

/** One purchase of prepaid units, as Stripe holds it. Amounts in minor units, `at` ISO-8601 UTC. */
export type TopUp = {
  /** Stripe's id of the charge. */
  readonly id: string;
  /** Units as sold when it was paid, whatever the catalogue says now. */
  readonly units: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  /** Null also for a dispute that was won, and for a mere inquiry. */
  readonly dispute: 'open' | 'lost' | null;
  readonly at: string;
};

/** A plan that sells prepaid units. */
export type CreditPlan = Plan & { readonly credit: Credit };

/** The plan that sells prepaid units; a catalogue has at most one. */
export const creditPlanOf = ({ plans }: Pick<Catalog, 'plans'>): CreditPlan | undefined =>
  plans.find((plan): plan is CreditPlan => plan.credit !== undefined);

/**
 * The credit that an account holds by its top-ups; null where nothing was ever bought. A refund takes away its share of the units, rounded
 * up. A lost dispute takes them all; so does an open one, where the operator says so. The order of the top-ups makes no difference.
 * Units that were given count beside them.
 */
export function heldCredit(
  catalog: Pick<Catalog, 'settings'>,
  topUps: readonly TopUp[],
  given: readonly GivenUnits[] = [],
): HeldCredit | null {
  const lastAt = topUps
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  return withGivenUnits(boughtCredit(catalog, topUps), given, lastAt);
}

function boughtCredit({ settings }: Pick<Catalog, 'settings'>, topUps: readonly TopUp[]): HeldCredit | null {
  const bought = topUps.toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
  const [first] = bought;
  if (!first) return null;
  const held = bought.map((topUp) => unitsHeld(topUp, settings.onDispute));
  return {
    units: held.reduce((sum, units) => sum + units, 0),
    lastUnits: held.findLast((units) => units > 0) ?? 0,
    since: first.at,
  };
}

function unitsHeld({ units, paidMinor, refundedMinor, dispute }: TopUp, onDispute: Catalog['settings']['onDispute']) {
  if (dispute === 'lost' && onDispute !== 'keep') return 0;
  if (dispute === 'open' && onDispute === 'end_when_opened') return 0;
  if (refundedMinor <= 0) return units;
  return Math.floor((units * Math.max(0, paidMinor - refundedMinor)) / paidMinor);
}

/** The grant of prepaid credit, which does not expire. Empty where no credit is held, or no plan sells it any more. */
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

/** The subscriptions of an account, as Stripe has them, its credit, and what operators gave it. */
export type Paid = {
  readonly subscriptions: readonly Subscription[];
  readonly credit: HeldCredit | null;
  /** Absent: nothing. */
  readonly given?: Given;
};

/** All grants of an account, by its subscriptions, its credit and what was given. */
export const grantsOfAll = (catalog: Catalog, { subscriptions, credit, given }: Paid): Grant[] => [
  ...grantsOf(catalog, subscriptions),
  ...creditGrantsOf(catalog, credit),
  ...(given ? grantsGiven(given) : []),
];
