import type { Entitlement } from '../domain/billing/entitlement.ts';
import type { Given } from '../domain/billing/given.ts';
import type { Grant } from '../domain/billing/grant.ts';
import { type Offer, standingOffers } from '../domain/billing/offer.ts';
import { never } from '../domain/billing/period.ts';
import type { Catalog } from '../domain/catalog/catalog.ts';
import { soldBy } from '../domain/catalog/look-up.ts';
import { offeredIn } from '../domain/catalog/offered-price.ts';
import { upstreamIdIn } from '../domain/catalog/upstream.ts';
import { priceView } from './present-catalog.ts';
import type { AdminGivenView, AdminOfferView, EntitlementView, GivenView } from './views.ts';

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

type InForce = {
  readonly grants: readonly Grant[];
  readonly gifts: Pick<Given, 'offers'>;
  readonly now: Date;
};

/** The part of what was given that is in force at `now`, by the grants and the offers; empty: nothing is. */
export function givenIn(catalog: Catalog, { grants, gifts, now }: InForce): { given?: GivenView } {
  const inForce = grants.filter(({ paidUntil }) => now.getTime() < Date.parse(paidUntil));
  const comps = inForce.filter(({ isComp }) => isComp).map(compView);
  const limits = inForce.find(({ kind }) => kind === 'limits');
  const offers = standingOffers(gifts, now).flatMap((each) => offerView(catalog, each));
  if (comps.length === 0 && !limits && offers.length === 0) return {};
  return { given: { comps, limits: limits ? limitsView(limits) : null, offers } };
}

/** None where the catalogue no longer has the plan or badge. */
function offerView(catalog: Catalog, { lookupKey, until }: Offer): GivenView['offers'] {
  const sold = soldBy(catalog, lookupKey);
  if (!sold) return [];
  return [
    {
      ...thingOf(sold.kind, sold.kind === 'plan' ? sold.plan.id : sold.badge.id),
      price: priceView(catalog, sold.price),
      until,
    },
  ];
}

const thingOf = (kind: 'plan' | 'badge', id: string) => ({
  plan: kind === 'plan' ? id : null,
  badge: kind === 'badge' ? id : null,
});

function adminOfferView({ lookupKey, order, isReplaced, ...offer }: Offer): AdminOfferView[] {
  const offered = offeredIn(lookupKey);
  if (!offered) return [];
  const { kind, of, amountMinor, currency, interval } = offered;
  return [{ ...thingOf(kind, of), price: lookupKey, amount: { amountMinor, currency }, interval, ...offer }];
}

const compView = ({ kind, id, periodStart: since, paidUntil: until }: Grant): GivenView['comps'][number] => ({
  ...thingOf(kind === 'plan' ? 'plan' : 'badge', id),
  ...{ since, until },
});

const limitsView = ({ ownLimits, periodStart: since, paidUntil }: Grant): GivenView['limits'] => ({
  requestsPerMinute: ownLimits?.requestsPerMinute ?? null,
  allowance: ownLimits?.allowance ?? null,
  since,
  until: paidUntil === never ? null : paidUntil,
});

/** Everything that was given, for operators; ended gifts too. */
export const adminGivenView = ({ comps, limits, units, offers }: Given): AdminGivenView => ({
  comps: comps.map(({ kind, of, since, until }) => ({ ...thingOf(kind, of), ...{ since, until } })),
  limits: limits && {
    requestsPerMinute: limits.requestsPerMinute ?? null,
    allowance: limits.allowance ?? null,
    ...{ since: limits.since, until: limits.until },
  },
  units: units.map((each) => ({ ...each })),
  offers: offers.flatMap(adminOfferView),
});
