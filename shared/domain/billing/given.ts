import type { Grant } from './grant.ts';
import type { HeldCredit } from './held-credit.ts';
import type { Offer } from './offer.ts';
import type { OwnLimits } from './own-limits.ts';
import { monthAfter, never } from './period.ts';

/** A plan or badge that an operator gave free of charge, until a time that it ends by itself. Times are ISO-8601 UTC, ends are exclusive. */
export type Comp = {
  readonly id: string;
  readonly kind: 'plan' | 'badge';
  /** The plan's or the badge's id. */
  readonly of: string;
  readonly since: string;
  readonly until: string;
};

/** Prepaid units that an operator gave. `order` is the key under which they were given, once. */
export type GivenUnits = { readonly order: string; readonly units: number; readonly at: string };

/** Limits as an operator set them; `until` null: without an end. */
export type SetLimits = OwnLimits & { readonly since: string; readonly until: string | null };

/** Money that an operator gave: a credit at Stripe, or a refund. Stripe does it, once an order; here stands that it was noted. */
export type GivenMoney = {
  readonly act: 'credit' | 'refund';
  readonly order: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly at: string;
};

/** Everything that operators gave to one organization, beside what it pays for at Stripe. */
export type Given = {
  readonly comps: readonly Comp[];
  readonly units: readonly GivenUnits[];
  readonly limits: SetLimits | null;
  readonly money: readonly GivenMoney[];
  readonly offers: readonly Offer[];
};

/** An organization that nobody gave anything. */
export const nothingGiven: Given = { comps: [], units: [], limits: null, money: [], offers: [] };

/** The grants of what was given. They hold by the clock alone, and Stripe knows nothing of them. */
export const grantsGiven = ({ comps, limits }: Given): Grant[] => [
  ...comps.map(compGrant),
  ...(limits ? [limitsGrant(limits)] : []),
];

/** Its period is a month, as that of a plan which is paid each month. */
const compGrant = ({ id, kind, of, since, until }: Comp): Grant => ({
  ...{ subscriptionId: id, kind, id: of, status: 'active', interval: 'month', isComp: true },
  ...{ periodStart: since, periodEnd: monthAfter(since) },
  ...{ paidUntil: until, fullUntil: until, graceUntil: until },
});

function limitsGrant({ since, until, ...ownLimits }: SetLimits): Grant {
  const end = until ?? never;
  return {
    ...{ subscriptionId: 'limits', kind: 'limits', id: '', status: 'active', interval: 'month', ownLimits },
    ...{ periodStart: since, periodEnd: end, paidUntil: end, fullUntil: end, graceUntil: end },
  };
}

/** Credit with the units that were given beside it. */
export function withGivenUnits(
  bought: HeldCredit | null,
  given: readonly GivenUnits[],
  lastAt = '',
): HeldCredit | null {
  const last = given.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1);
  if (!last) return bought;
  const first = given.map(({ at }) => at).toSorted()[0] ?? last.at;
  const isLast = bought === null || bought.lastUnits === 0 || last.at >= lastAt;
  return {
    units: (bought?.units ?? 0) + given.reduce((sum, { units }) => sum + units, 0),
    lastUnits: isLast ? last.units : bought.lastUnits,
    since: bought && bought.since < first ? bought.since : first,
  };
}
