import type { DenialReason } from '../../domain/access/denial.ts';
import { itemsFor } from '../../domain/access/weights.ts';
import { creditPeriod } from '../../domain/billing/credit.ts';
import type { Entitlement } from '../../domain/billing/entitlement.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { ServedRecords } from '../../domain/usage/served.ts';
import { dayOf } from '../../domain/usage/usage.ts';
import { StorageUnavailable } from '../../storage/table/table.ts';
import type { Caller } from './caller.ts';
import { denialOf, type EffectiveLimits, effectiveLimitsOf, exhausted, secondsOf } from './effective-limits.ts';
import type { KeyLimiters } from './key-limits.ts';
import type { KnownCallers } from './known-callers.ts';
import { type AdmissionRequest, measured } from './measured-request.ts';
import type { Meter, MeteredQuota, Prepared } from './meter.ts';
import { meteringUnavailable } from './unavailable.ts';

export type { AdmissionRequest };

export type Admitted = {
  readonly allowed: true;
  readonly caller: {
    readonly accountId: string;
    readonly keyId: string;
    readonly environment: 'live' | 'test';
    readonly entitlement: Entitlement;
    readonly account: Caller['account'];
  };
  readonly grantedUnits: number;
  /** Left of the limit once `units` are charged, as far as this instance knows; null without a limit. */
  remainingAfter(units: number): number | null;
  /** Test keys are not: they cost nothing and see samples. */
  readonly metered: boolean;
  /**
   * Ends the call with what it is charged: 0 where nothing was served. `served`: the records that were, for an account that is credited
   * repeats. Only the first time counts.
   */
  settle(units: number, served?: ServedRecords): void;
};

export type Denied = {
  readonly allowed: false;
  readonly reason: DenialReason;
  readonly retryAfterSeconds?: number;
  /** The account of whose units none is left. */
  readonly usedUpBy?: string;
};

export interface AdmissionInstance extends Pick<Meter, 'report' | 'unreported' | 'reportOf' | 'close'> {
  /**
   * Everything before the work: who calls, what they may, their limits, the units. No I/O where all of it is held.
   * @throws AppError 503 `metering_unavailable`; StorageUnavailable
   */
  admit(request: AdmissionRequest): Promise<Admitted | Denied>;
  /** Looks what changed, reports what was served, takes ahead. Throws StorageUnavailable: the next time does it. */
  afterAnswer(): Promise<void>;
}

export type AdmissionInstanceDeps = {
  readonly catalog: Catalog;
  readonly callers: KnownCallers;
  readonly limiters: KeyLimiters;
  readonly meter: Meter;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** A view this old is read again after the answer, so that it serves the next call. */
const refreshAfterMs = 1_000;
const maxTries = 8;

/** One running copy of a function that admits (rule 8 of docs/admission-protocol.md): what each part holds, put together. */
export function admissionInstance(deps: AdmissionInstanceDeps): AdmissionInstance {
  return {
    admit: (request) => admit(deps, request),
    async afterAnswer() {
      const done = await Promise.allSettled([deps.callers.refresh(refreshAfterMs), deps.meter.afterAnswer()]);
      for (const each of done) if (each.status === 'rejected') throw each.reason;
    },
    report: deps.meter.report,
    unreported: deps.meter.unreported,
    reportOf: deps.meter.reportOf,
    close: deps.meter.close,
  };
}

/** How far a call has come with what it may be counted in: `at` is the place in `quotas`, whatever stood before it has too little. */
type Progress = { readonly standing: EffectiveLimits | undefined; readonly at: number; readonly prepared: Prepared };

/** Whatever was waited for, all is asked again from the start: the view has aged meanwhile, and what was known may have changed. */
async function admit(deps: AdmissionInstanceDeps, request: AdmissionRequest): Promise<Admitted | Denied> {
  let leave: (() => void) | undefined;
  let progress: Progress = { standing: undefined, at: 0, prepared: 'ready' };
  let asked = request;
  for (let left = maxTries; left > 0; left--) {
    const caller = deps.callers.peek(request.secret, deps.now()) ?? (await deps.callers.find(request.secret));
    const time = deps.now();
    const reason = caller ? denialOf(deps.catalog, { caller, request, time }) : 'key_invalid';
    if (!caller || reason) return ended(leave, { allowed: false, reason: reason ?? 'key_invalid' });
    const known = effectiveLimitsOf(deps.catalog, caller, time);
    if (!leave) {
      const entered = deps.limiters.enter(caller.key, known.limits, time);
      if (!entered.ok)
        return { allowed: false, reason: entered.reason, retryAfterSeconds: secondsOf(entered.retryAfterMs) };
      leave = entered.leave;
    }
    progress = progress.standing === known ? progress : { standing: known, at: 0, prepared: 'ready' };
    const { at, prepared } = progress;
    const quota = known.quotas[at] ?? null;
    const admitted = reserve(deps, { caller, known, quota, request: asked, leave, isRest: prepared === 'exhausted' });
    if (admitted) return admitted;
    if (!quota) return ended(leave, { allowed: false, reason: 'payment_required' });
    if (asked.measure && deps.meter.mayTake(quota, asked.unitsWanted)) {
      asked = await measured(asked, known, leave);
      continue;
    }
    const isSpent = prepared === 'exhausted';
    if (isSpent && at + 1 === known.quotas.length)
      return ended(leave, { ...exhausted(deps.meter, known, time), usedUpBy: caller.key.accountId });
    const outcome = isSpent ? 'ready' : await preparing(deps, quota, { units: asked.unitsWanted, leave });
    progress = { standing: known, at: isSpent ? at + 1 : at, prepared: outcome };
    if (outcome === 'stale') deps.callers.forget(caller.key.accountId);
    if (outcome === 'unavailable') break;
  }
  leave?.();
  throw meteringUnavailable();
}

function ended(leave: (() => void) | undefined, denied: Denied): Denied {
  leave?.();
  return denied;
}

type Reserving = {
  readonly caller: Caller;
  readonly known: EffectiveLimits;
  /** Null: there is nothing to count in, which is enough for a free call. */
  readonly quota: MeteredQuota | null;
  readonly request: AdmissionRequest;
  readonly leave: () => void;
  /** No more can be had than what is held. */
  readonly isRest: boolean;
};

function reserve(
  deps: AdmissionInstanceDeps,
  { caller, known, quota, request, leave, isRest }: Reserving,
): Admitted | null {
  const { key, account } = caller;
  const { entitlement } = known;
  const { unitsWanted, weight } = request;
  const who = { accountId: key.accountId, keyId: key.id, environment: key.environment, entitlement, account };
  if (key.environment === 'test' || unitsWanted === 0) {
    const metered = key.environment !== 'test';
    return {
      allowed: true,
      caller: who,
      grantedUnits: unitsWanted,
      remainingAfter: () => null,
      metered,
      settle: () => leave(),
    };
  }
  if (!quota) return null;
  const row = { keyId: key.id, datasetId: request.datasetId, day: dayOf(new Date(deps.now())) };
  const item = Math.max(1, weight);
  const reserved = deps.meter.reserve({ quota, ...row }, { most: unitsWanted, least: isRest ? item : unitsWanted });
  if (!reserved) return null;
  // What goes beyond the allowance without a cap holds nobody back: it is not told as what remains.
  const isUncapped = account.state.spendCap === null && quota.periodStart !== creditPeriod;
  const beyond = isUncapped ? (quota.limit ?? 0) - (entitlement.allowance ?? 0) : 0;
  return {
    allowed: true,
    caller: who,
    grantedUnits:
      reserved.units < unitsWanted
        ? itemsFor(reserved.units, { weight: item, requested: unitsWanted }) * item
        : unitsWanted,
    remainingAfter: (units) =>
      quota.limit === null ? null : Math.max(0, reserved.left + reserved.units - units - beyond),
    metered: true,
    settle(units, served) {
      reserved.settle(units, entitlement.deduplicates ? served : undefined);
      leave();
    },
  };
}

async function preparing(
  { meter }: AdmissionInstanceDeps,
  quota: MeteredQuota,
  { units, leave }: { readonly units: number; readonly leave: () => void },
): Promise<Prepared> {
  try {
    return await meter.prepare(quota, units);
  } catch (cause) {
    leave();
    throw cause instanceof StorageUnavailable ? meteringUnavailable(cause) : cause;
  }
}
