import { accessDenial, type DenialReason, exhaustedReason } from '../../domain/access/denial.ts';
import { type LimitsOfKey, limitsOf, withOwnLimits } from '../../domain/access/limits.ts';
import { creditPeriod } from '../../domain/billing/credit.ts';
import type { Entitlement } from '../../domain/billing/entitlement.ts';
import { unitsLimit } from '../../domain/billing/spend-cap.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { soldResource } from '../../domain/catalog/look-up.ts';
import { needsApproval } from '../../domain/licences/approval.ts';
import { withShare } from './app-share.ts';
import { type Caller, isUseCaseApproved } from './caller.ts';
import type { Meter } from './meter.ts';
import type { MeteredQuota } from './metered-quota.ts';

/** A caller's entitlement in numbers. */
export type EffectiveLimits = {
  readonly entitlement: Entitlement;
  readonly limits: LimitsOfKey;
  /** The quotas that may pay for a call, in the order of spending: the period, then prepaid credit. One call is counted in one of them. */
  readonly quotas: readonly MeteredQuota[];
  /**
   * The most units that may be used of the only quota, by the app if it has a share. Null if several quotas follow each other, or extra usage
   * is billed without a cap.
   */
  readonly maxUnits: number | null;
  /** Each quota has a share of the caller's app, which limits it more narrowly. */
  readonly isOfApp: boolean;
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
    useCaseApproved: isUseCaseApproved(caller) || licence === undefined || !needsApproval(catalog, licence, time),
    suspended: account.state.suspended,
    addressAllowed: caller.isAllowedFrom(request.address),
  };
  return accessDenial(account.entitlementAt(time), asked, new Date(time));
}

/** Limits by app, computed once for each entitlement: it is one object until it, or a limit of an app, changes. */
type LimitsByApp = Map<string, EffectiveLimits>;
const knownLimits = { live: new WeakMap<Entitlement, LimitsByApp>(), test: new WeakMap<Entitlement, LimitsByApp>() };

/** The caller's limits at `time` (epoch milliseconds). No plan limits a test key. */
export function effectiveLimitsOf(catalog: Catalog, caller: Caller, time: number): EffectiveLimits {
  const entitlement = caller.account.entitlementAt(time);
  const { environment, app } = caller.key;
  const byApp = knownLimits[environment].get(entitlement) ?? new Map<string, EffectiveLimits>();
  const known = byApp.get(app);
  if (known) return known;
  const quotas = [periodQuota(entitlement, caller), creditQuota(entitlement, caller)].filter((quota) => quota !== null);
  const isBound = !entitlement.overage || caller.account.state.spendCap !== null;
  const share = quotas[0]?.share;
  const isOfApp = share !== undefined;
  const ofApp = caller.account.state.apps.limits[app] ?? null;
  const effective = {
    entitlement,
    limits: { ...boundsOf(catalog, entitlement, environment), ofApp },
    quotas,
    maxUnits: quotas.length === 1 && (isOfApp || isBound) ? ((share ?? quotas[0])?.limit ?? null) : null,
    isOfApp,
  };
  byApp.set(app, effective);
  knownLimits[environment].set(entitlement, byApp);
  return effective;
}

/** The limits of an organization's calls by its plans and by its own; those of test keys are the settings'. */
const boundsOf = (catalog: Catalog, { plans, ownLimits }: Entitlement, environment: Caller['key']['environment']) =>
  environment === 'test' ? limitsOf(catalog, []) : withOwnLimits(limitsOf(catalog, plans), ownLimits);

function periodQuota(entitlement: Entitlement, caller: Caller): MeteredQuota | null {
  const { period, overage, allowance } = entitlement;
  const { key, account } = caller;
  if (!period) return null;
  const quota = {
    accountId: key.accountId,
    periodStart: period.start,
    limit: unitsLimit(entitlement, account.state.spendCap),
    version: account.state.version,
    account,
    ...(overage && allowance !== null && { measure: allowance }),
  };
  return allowance === null ? quota : withShare(quota, allowance, caller);
}

function creditQuota({ credit }: Entitlement, caller: Caller): MeteredQuota | null {
  if (!credit) return null;
  const { key, account } = caller;
  const { version } = account.state;
  const quota = { accountId: key.accountId, periodStart: creditPeriod, limit: credit.units, version, account };
  return withShare(quota, credit.units, caller);
}

/** Units in idle instances are given back about this long after a refusal (decision 0055). */
const comesBackSeconds = 30;

/**
 * The refusal of a used-up quota. It lasts until the period ends, the account changes, or units come back. `time` is epoch milliseconds.
 */
export function exhausted(
  meter: Pick<Meter, 'mayComeBack' | 'isShareUsedUp'>,
  { entitlement, quotas }: EffectiveLimits,
  time: number,
) {
  const mayComeBack = quotas.some((quota) => meter.mayComeBack(quota));
  const end = entitlement.period?.end;
  const endsIn = end === undefined ? [] : [secondsOf(Date.parse(end) - time)];
  const [seconds] = [...endsIn, ...(mayComeBack ? [comesBackSeconds] : [])].toSorted((a, b) => a - b);
  const retry = seconds === undefined ? {} : { retryAfterSeconds: seconds };
  if (quotas.some((quota) => meter.isShareUsedUp(quota)))
    return { allowed: false as const, reason: 'quota_exhausted' as const, isOfApp: true, ...retry };
  return { allowed: false as const, reason: exhaustedReason(entitlement), ...retry };
}

/** Whole seconds, rounded up; never below 0. */
export const secondsOf = (ms: number): number => Math.max(0, Math.ceil(ms / 1_000));
