import { accessDenial, type DenialReason, exhaustedReason } from '../../domain/access/denial.ts';
import { type LimitsOfKey, limitsOf } from '../../domain/access/limits.ts';
import { creditPeriod } from '../../domain/billing/credit.ts';
import type { Entitlement } from '../../domain/billing/entitlement.ts';
import { unitsLimit } from '../../domain/billing/spend-cap.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { soldResource } from '../../domain/catalog/look-up.ts';
import type { Caller } from './caller.ts';
import type { Meter, MeteredQuota } from './meter.ts';

/** A caller's entitlement in numbers. */
export type EffectiveLimits = {
  readonly entitlement: Entitlement;
  readonly limits: LimitsOfKey;
  /** The quotas that may pay for a call, in the order of spending: the period, then prepaid credit. One call is counted in one of them. */
  readonly quotas: readonly MeteredQuota[];
  /**
   * The most units that may be used of the only quota. Null if several quotas follow each other, or extra usage is billed without a cap.
   */
  readonly maxUnits: number | null;
};

type Asked = {
  readonly caller: Caller;
  readonly request: { readonly datasetId: string; readonly address: string };
  /** Epoch milliseconds. */
  readonly time: number;
};

/** The reason to refuse the call, whatever its limits say; null: none. */
export function denialOf(catalog: Catalog, { caller, request, time }: Asked): DenialReason | null {
  const { key, account } = caller;
  const licence = soldResource(catalog, request.datasetId)?.licence;
  const asked = {
    key,
    datasetId: request.datasetId,
    licenceAccepted: licence !== undefined && account.hasAccepted(licence, time),
    suspended: account.state.suspended,
    addressAllowed: caller.isAllowedFrom(request.address),
  };
  return accessDenial(account.entitlementAt(time), asked, new Date(time));
}

/** Limits by entitlement, computed once: an entitlement is one object until it changes. */
const knownLimits = {
  live: new WeakMap<Entitlement, EffectiveLimits>(),
  test: new WeakMap<Entitlement, EffectiveLimits>(),
};

/** The caller's limits at `time` (epoch milliseconds). No plan limits a test key. */
export function effectiveLimitsOf(catalog: Catalog, caller: Caller, time: number): EffectiveLimits {
  const entitlement = caller.account.entitlementAt(time);
  const { environment } = caller.key;
  const known = knownLimits[environment].get(entitlement);
  if (known) return known;
  const quotas = [periodQuota(entitlement, caller), creditQuota(entitlement, caller)].filter((quota) => quota !== null);
  const isBound = !entitlement.overage || caller.account.state.spendCap !== null;
  const effective = {
    entitlement,
    limits: limitsOf(catalog, environment === 'test' ? [] : entitlement.plans),
    quotas,
    maxUnits: isBound && quotas.length === 1 ? (quotas[0]?.limit ?? null) : null,
  };
  knownLimits[environment].set(entitlement, effective);
  return effective;
}

function periodQuota(entitlement: Entitlement, { key, account }: Caller): MeteredQuota | null {
  const { period, overage, allowance } = entitlement;
  if (!period) return null;
  return {
    accountId: key.accountId,
    periodStart: period.start,
    limit: unitsLimit(entitlement, account.state.spendCap),
    version: account.state.version,
    account,
    ...(overage && allowance !== null && { measure: allowance }),
  };
}

function creditQuota({ credit }: Entitlement, { key, account }: Caller): MeteredQuota | null {
  if (!credit) return null;
  const { version } = account.state;
  return { accountId: key.accountId, periodStart: creditPeriod, limit: credit.units, version, account };
}

/** Units in idle instances are given back about this long after a refusal (decision 0055). */
const comesBackSeconds = 30;

/**
 * The refusal of a used-up quota. It lasts until the period ends, the account changes, or units come back. `time` is epoch milliseconds.
 */
export function exhausted(meter: Pick<Meter, 'mayComeBack'>, { entitlement, quotas }: EffectiveLimits, time: number) {
  const mayComeBack = quotas.some((quota) => meter.mayComeBack(quota));
  const end = entitlement.period?.end;
  const endsIn = end === undefined ? [] : [secondsOf(Date.parse(end) - time)];
  const [seconds] = [...endsIn, ...(mayComeBack ? [comesBackSeconds] : [])].toSorted((a, b) => a - b);
  const retry = seconds === undefined ? {} : { retryAfterSeconds: seconds };
  return { allowed: false as const, reason: exhaustedReason(entitlement), ...retry };
}

/** Whole seconds, rounded up; never below 0. */
export const secondsOf = (ms: number): number => Math.max(0, Math.ceil(ms / 1_000));
