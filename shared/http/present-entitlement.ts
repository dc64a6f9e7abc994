import type { Entitlement } from '../domain/billing/entitlement.ts';
import type { Given } from '../domain/billing/given.ts';
import type { Grant } from '../domain/billing/grant.ts';
import { never } from '../domain/billing/period.ts';
import { upstreamIdIn } from '../domain/catalog/upstream.ts';
import type { AdminGivenView, EntitlementView, GivenView } from './views.ts';

/** The access of an organization, as it sees it. */
export const entitlementView = (entitlement: Entitlement): EntitlementView => ({
  access: entitlement.access,
  accessUntil: entitlement.accessUntil,
  plans: [...entitlement.plans],
  badges: [...entitlement.badges],
  datasets: entitlement.datasets.filter((resource) => upstreamIdIn(resource) === null),
  upstreams: entitlement.datasets.flatMap((resource) => upstreamIdIn(resource) ?? []),
  allowance: entitlement.allowance,
  unit: entitlement.unit,
  overage: entitlement.overage,
  credit: entitlement.credit?.units ?? null,
  periodStart: entitlement.period?.start ?? null,
  periodEnd: entitlement.period?.end ?? null,
});

/** The part of what was given that is in force at `now`, by the grants; empty: nothing is. */
export function givenIn(grants: readonly Grant[], now: Date): { given?: GivenView } {
  const standing = grants.filter(({ paidUntil }) => now.getTime() < Date.parse(paidUntil));
  const comps = standing.filter(({ isComp }) => isComp).map(compView);
  const limits = standing.find(({ kind }) => kind === 'limits');
  if (comps.length === 0 && !limits) return {};
  return { given: { comps, limits: limits ? limitsView(limits) : null } };
}

const compView = ({ kind, id, periodStart: since, paidUntil: until }: Grant): GivenView['comps'][number] => ({
  plan: kind === 'plan' ? id : null,
  badge: kind === 'badge' ? id : null,
  ...{ since, until },
});

const limitsView = ({ ownLimits, periodStart: since, paidUntil }: Grant): GivenView['limits'] => ({
  requestsPerMinute: ownLimits?.requestsPerMinute ?? null,
  allowance: ownLimits?.allowance ?? null,
  since,
  until: paidUntil === never ? null : paidUntil,
});

/** Everything that was given, for operators; ended gifts too. */
export const adminGivenView = ({ comps, limits, units }: Given): AdminGivenView => ({
  comps: comps.map(({ kind, of, since, until }) => ({
    plan: kind === 'plan' ? of : null,
    badge: kind === 'badge' ? of : null,
    ...{ since, until },
  })),
  limits: limits && {
    requestsPerMinute: limits.requestsPerMinute ?? null,
    allowance: limits.allowance ?? null,
    ...{ since: limits.since, until: limits.until },
  },
  units: units.map((each) => ({ ...each })),
});
