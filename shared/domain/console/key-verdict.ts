/** Whether a key would be admitted now, by the rule that admission itself asks, and what ends a refusal. */
import { accessDenial, type DenialReason, exhaustedReason } from '../access/denial.ts';
import { creditPeriod } from '../billing/credit.ts';
import { type Entitlement, entitlementAt } from '../billing/entitlement.ts';
import type { Grant } from '../billing/grant.ts';
import { type SpendCap, unitsLimit } from '../billing/spend-cap.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { resourcesOf, soldResource } from '../catalog/look-up.ts';
import type { ApiKey } from '../keys/key.ts';
import { needsApproval } from '../licences/approval.ts';
import { type Acceptance, isAccepted } from '../licences/licence.ts';

/** All that is stored about a key's access. `takenIn`: units taken of the counter of a period, used or held by an instance. */
export type KeyState = {
  readonly key: ApiKey;
  readonly grants: readonly Grant[];
  readonly suspension: { readonly at: string } | null;
  readonly acceptances: readonly Acceptance[];
  /** The use case in force of the key's app is approved. */
  readonly isApproved: boolean;
  readonly spendCap: SpendCap | null;
  takenIn(periodStart: string): number;
};

/** The answer for one dataset or upstream; null: a call is admitted. */
export type ResourceVerdict = { readonly resource: string; readonly reason: DenialReason | null };

/** A verdict on a key. `since` and `until` are ISO-8601 UTC; null: not known, or never. */
export type KeyVerdict = {
  /** Null: at least one dataset is served. Else the reason for the first dataset that the key is for. */
  readonly reason: DenialReason | null;
  readonly since: string | null;
  /** When the state ends by itself: a refusal where nobody does anything, and access where nobody pays. */
  readonly until: string | null;
  readonly resources: readonly ResourceVerdict[];
};

/** The verdict at `now`. Limits of a moment, networks and signatures are not in it: they depend on the call. */
export function verdictOn(catalog: Catalog, state: KeyState, now: Date): KeyVerdict {
  const entitlement = entitlementAt(catalog, state.grants, now);
  const resources = resourcesFor(catalog, state.key, entitlement).map((resource) => ({
    resource,
    reason: reasonFor(catalog, { ...state, entitlement, resource }, now),
  }));
  const isServed = resources.some(({ reason }) => reason === null);
  const reason = isServed ? null : (resources[0]?.reason ?? null);
  return { reason, resources, ...spanOf(reason, { ...state, entitlement }, now) };
}

/** The datasets of the key's scopes, else those of its plans, else all that are sold. */
function resourcesFor(catalog: Catalog, { scopes, environment }: ApiKey, { datasets }: Entitlement): readonly string[] {
  if (scopes.length > 0) return scopes;
  if (environment === 'live' && datasets.length > 0) return datasets;
  const upstreams = (catalog.upstreams ?? []).map(({ id }) => id);
  return resourcesOf({ datasets: catalog.datasets.map(({ id }) => id), upstreams });
}

type Asked = KeyState & { readonly entitlement: Entitlement; readonly resource: string };

function reasonFor(catalog: Catalog, asked: Asked, now: Date): DenialReason | null {
  const { key, acceptances, resource, entitlement } = asked;
  const licence = soldResource(catalog, resource)?.licence;
  const denial = accessDenial(
    entitlement,
    {
      ...{ key, datasetId: resource, suspended: asked.suspension !== null, addressAllowed: true },
      licenceAccepted: licence !== undefined && isAccepted(catalog, licence, { acceptances, at: now }),
      useCaseApproved: asked.isApproved || licence === undefined || !needsApproval(catalog, licence, now.getTime()),
    },
    now,
  );
  return denial ?? (isUsedUp(asked) ? exhaustedReason(entitlement) : null);
}

/** Whether neither the period nor prepaid credit has a unit left to take. No plan limits a test key. */
function isUsedUp({ key, entitlement, spendCap, takenIn }: Asked): boolean {
  const { period, credit } = entitlement;
  if (key.environment === 'test' || (!period && !credit)) return false;
  const limit = period ? unitsLimit(entitlement, spendCap) : 0;
  const isPeriodUsedUp = limit !== null && (!period || takenIn(period.start) >= limit);
  return isPeriodUsedUp && (!credit || takenIn(creditPeriod) >= credit.units);
}

type Span = Pick<KeyVerdict, 'since' | 'until'>;

function spanOf(reason: DenialReason | null, state: KeyState & { readonly entitlement: Entitlement }, now: Date): Span {
  const { key, entitlement, suspension, grants } = state;
  if (reason === null) return { since: null, until: key.environment === 'live' ? entitlement.accessUntil : null };
  if (reason === 'key_invalid') return { since: endOf(key, now), until: null };
  if (reason === 'suspended') return { since: suspension?.at ?? null, until: null };
  if (reason === 'payment_required') return { since: accessEndedAt(grants), until: null };
  if (reason === 'quota_exhausted' || reason === 'spend_cap_reached')
    return { since: null, until: entitlement.period?.end ?? null };
  return { since: null, until: null };
}

/** The first of revocation and expiry that has passed. */
const endOf = ({ revokedAt, expiresAt }: ApiKey, now: Date): string | null =>
  [revokedAt, expiresAt]
    .flatMap((end) => (end !== null && Date.parse(end) <= now.getTime() ? end : []))
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;

/** When the last access of a plan ended; null: no plan ever gave any. */
const accessEndedAt = (grants: readonly Grant[]): string | null =>
  grants
    .filter(({ kind }) => kind === 'plan')
    .flatMap(({ paidUntil, fullUntil, graceUntil, overdueGrace }) => [
      ...[paidUntil, fullUntil, graceUntil],
      ...(overdueGrace ? [overdueGrace.until] : []),
    ])
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1) ?? null;
