import type { Amounts, Catalog, Plan, Unit } from '../catalog/catalog.ts';
import { badgeOf, planOf, resourcesOf } from '../catalog/look-up.ts';
import type { Grant } from './grant.ts';
import type { HeldCredit } from './held-credit.ts';
import type { OwnLimits } from './own-limits.ts';
import { never, periodAt } from './period.ts';

/** Whether calls of an account are admitted. */
export type Access = 'full' | 'grace' | 'none';

/** Everything that an account may do at one moment, by all its grants. It is computed, never stored. */
export type Entitlement = {
  readonly access: Access;
  /** When the present access ends without a payment; null without access, or where it does not end. */
  readonly accessUntil: string | null;
  readonly plans: readonly string[];
  readonly badges: readonly string[];
  /** Datasets by their id, upstreams as `gateway:{id}`. */
  readonly datasets: readonly string[];
  /** Units in `period`; null: no limit; 0 without a plan. */
  readonly allowance: number | null;
  readonly unit: Unit | null;
  /** Units past the allowance are served and billed. In a trial nothing is billed, so the allowance is a hard limit. */
  readonly overage: boolean;
  /** The terms of each plan that bills overage. */
  readonly overageTerms?: readonly OverageTerms[];
  /** Prepaid credit, which is spent after the allowances; 0 units where a plan sells it and none was bought. */
  readonly credit?: Omit<HeldCredit, 'since'> & { readonly since: string | null };
  /** Repeated reads of a record on one UTC day are credited, because a plan says so. */
  readonly deduplicates?: true;
  /** Limits that an operator set for this organization; the allowance above has them already. */
  readonly ownLimits?: OwnLimits;
  /** Half-open, UTC; null without a data plan. */
  readonly period: { readonly start: string; readonly end: string } | null;
  /** Stripe has not renewed the last period, so the next one is assumed, and a sync should ask Stripe. */
  readonly assumed: boolean;
};

/** The price of overage: each `units` begun cost an amount, in every currency that the plan is sold in. */
export type OverageTerms = { readonly units: number; readonly amounts: Amounts };

type GrantTimes = Pick<Grant, 'paidUntil' | 'fullUntil' | 'graceUntil' | 'overdueGrace'>;
type BadgeGrant = GrantTimes & Pick<Grant, 'kind' | 'id'>;

/** The badges that an account's grants pay for at `now`: by a subscription of their own, or by a plan that includes them. */
export const badgesAt = (catalog: Catalog, grants: readonly BadgeGrant[], now: Date): readonly string[] =>
  badgesOf(
    catalog,
    grants.filter((grant) => accessAt(grant, now).access !== 'none'),
  );

/** The access that a grant gives at `now`, and when that ends. */
export function accessAt(grant: GrantTimes, now: Date): { readonly access: Access; readonly until: string | null } {
  const at = now.getTime();
  if (at < Date.parse(grant.paidUntil)) return { access: 'full', until: grant.paidUntil };
  if (at < Date.parse(grant.fullUntil)) return { access: 'full', until: grant.fullUntil };
  if (at < Date.parse(grant.graceUntil)) return { access: 'grace', until: grant.graceUntil };
  const { from, until } = grant.overdueGrace ?? { from: '', until: '' };
  if (at >= Date.parse(from) && at < Date.parse(until)) return { access: 'grace', until };
  return { access: 'none', until: null };
}

/**
 * Computes an account's entitlement at `now`. Access is the best of its plan grants, and allowances add up. The period is that of the plan
 * with the largest allowance (the earlier start on a tie), so every unit counts in one period. Credit adds the datasets of its plan but no
 * allowance: its units have a counter of their own and no period. A plan that was given bills nothing, so its allowance is a hard limit. Limits
 * of the organization's own take the place of those of its plans.
 */
export function entitlementAt(catalog: Catalog, grants: readonly Grant[], now: Date): Entitlement {
  const standing = grants
    .map((grant) => ({ grant, ...accessAt(grant, now) }))
    .filter(({ access }) => access !== 'none');
  const plans = standing.filter(({ grant }) => grant.kind === 'plan' && planOf(catalog, grant.id));
  const best = lastEnding(plans.filter(({ access }) => access === 'full')) ?? lastEnding(plans);
  const held = plans.flatMap(({ grant }) => planOf(catalog, grant.id) ?? []);
  const subscribed = plans.flatMap(({ grant }) => (grant.credit ? [] : grant));
  const main = mainGrant(catalog, subscribed);
  const counted = subscribed.flatMap(({ id }) => planOf(catalog, id) ?? []);
  const allowances = counted.flatMap((plan) => plan.allowance ?? []);
  const billed = subscribed.filter(({ isComp }) => isComp !== true);
  const paying = billed.flatMap(({ id }) => planOf(catalog, id) ?? []);
  const limits = lastEnding(standing.filter(({ grant }) => grant.kind === 'limits'));
  const own = limits?.grant.ownLimits;
  const ownAllowance = counted.length > 0 ? own?.allowance : undefined;
  const ofPlans = counted.some(isUnlimited) ? null : allowances.reduce((sum, { amount }) => sum + amount, 0);
  return {
    access: best?.access ?? 'none',
    accessUntil: best && best.until !== never ? best.until : null,
    plans: held.map(({ id }) => id),
    badges: badgesAt(catalog, grants, now),
    datasets: [...new Set(held.flatMap(resourcesOf))],
    allowance: ownAllowance ?? ofPlans,
    unit: allowances[0]?.unit ?? (ownAllowance === undefined ? null : 'record'),
    ...(own && { ownLimits: own }),
    overage: billed.some(({ id, status }) => status !== 'trialing' && planOf(catalog, id)?.overage !== undefined),
    ...(paying.some((plan) => plan.overage !== undefined) && { overageTerms: paying.flatMap(overageTermsOf) }),
    ...(held.some((plan) => plan.credit !== undefined) && {
      credit: plans.find(({ grant }) => grant.credit)?.grant.credit ?? { units: 0, lastUnits: 0, since: null },
    }),
    ...(held.some((plan) => plan.deduplicate !== undefined) && { deduplicates: true }),
    period: main ? periodAt(main, now) : null,
    assumed: standing.some(({ grant }) => grant.isComp !== true && now.getTime() >= Date.parse(grant.periodEnd)),
  };
}

/** Whether neither an allowance nor prepaid credit limits a plan. Credit alone allows only units that were bought. */
const isUnlimited = ({ allowance, credit }: Plan): boolean => allowance === undefined && credit === undefined;

function overageTermsOf({ overage, prices }: Plan): OverageTerms[] {
  if (!overage) return [];
  const { units, amountMinor, currencies } = overage;
  return [{ units, amounts: { ...currencies, ...(prices[0] && { [prices[0].currency]: amountMinor }) } }];
}

const lastEnding = <T extends { readonly until: string | null }>(standing: readonly T[]): T | undefined =>
  standing.toSorted((a, b) => Date.parse(b.until ?? '') - Date.parse(a.until ?? ''))[0];

function mainGrant(catalog: Catalog, grants: readonly Grant[]): Grant | undefined {
  const amount = ({ id }: Grant) => {
    const plan = planOf(catalog, id);
    return plan && isUnlimited(plan) ? Number.POSITIVE_INFINITY : (plan?.allowance?.amount ?? 0);
  };
  return grants.toSorted((a, b) => amount(b) - amount(a) || a.periodStart.localeCompare(b.periodStart))[0];
}

/** The badges paid for by a subscription of their own, or by a plan that includes them. */
function badgesOf(catalog: Catalog, grants: readonly BadgeGrant[]): string[] {
  const plans = grants.filter(({ kind }) => kind === 'plan').map(({ id }) => id);
  const included = catalog.badges.filter(({ includedInPlans }) => includedInPlans?.some((id) => plans.includes(id)));
  const own = grants.filter(({ kind, id }) => kind === 'badge' && badgeOf(catalog, id)).map(({ id }) => id);
  return [...new Set([...own, ...included.map(({ id }) => id)])];
}
