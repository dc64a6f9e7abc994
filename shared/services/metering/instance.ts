import type { Catalog } from '../../domain/catalog/catalog.ts';
import { StorageUnavailable } from '../../storage/table/table.ts';
import type { Admitted, Denied } from './admission-outcome.ts';
import { denialOf, type EffectiveLimits, effectiveLimitsOf, exhausted, secondsOf } from './effective-limits.ts';
import type { KeyLimiters } from './key-limits.ts';
import type { KnownCallers } from './known-callers.ts';
import { type AdmissionRequest, measured } from './measured-request.ts';
import type { Meter, Prepared } from './meter.ts';
import type { MeteredQuota } from './metered-quota.ts';
import { noteRefusal, type RefusalLog } from './refusal-log.ts';
import { reserveUnits } from './reserve-units.ts';
import { meteringUnavailable } from './unavailable.ts';

/** One running copy of a function that admits. */
export interface AdmissionInstance extends Pick<Meter, 'report' | 'unreported' | 'reportOf' | 'close'> {
  /**
   * Checks the key, its rights and limits, and reserves the units. No I/O if all of it is cached.
   * @throws AppError 503 `metering_unavailable`; StorageUnavailable
   */
  admit(request: AdmissionRequest): Promise<Admitted | Denied>;
  /**
   * Reads changes, reports served units and takes leases ahead.
   * @throws StorageUnavailable; the next call repeats the work
   */
  afterAnswer(): Promise<void>;
}

/** The parts that an instance puts together. */
export type AdmissionInstanceDeps = {
  readonly catalog: Catalog;
  readonly callers: KnownCallers;
  readonly limiters: KeyLimiters;
  readonly meter: Meter;
  /** Absent: nobody looks at refused calls. */
  readonly refusals?: RefusalLog | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** A view this old is read again after the answer, so that it serves the next call. */
const refreshAfterMs = 1_000;
const maxTries = 8;

/** One running copy of a function that admits (rule 8 of docs/admission-protocol.md), put together from its parts. */
export function admissionInstance(deps: AdmissionInstanceDeps): AdmissionInstance {
  return {
    admit: (request) => provenOnce(deps, request),
    async afterAnswer() {
      const done = await Promise.allSettled([
        deps.callers.refresh(refreshAfterMs),
        deps.meter.afterAnswer(),
        deps.refusals?.flush(),
      ]);
      for (const each of done) if (each.status === 'rejected') throw each.reason;
    },
    report: deps.meter.report,
    unreported: deps.meter.unreported,
    reportOf: deps.meter.reportOf,
    async close() {
      await Promise.all([deps.meter.close(), deps.refusals?.flush({ isLast: true })]);
    },
  };
}

/**
 * Admits a call, and takes the nonce of a signed one once nothing else refuses it. So a call that was refused may be sent again as it is. Only a
 * signed call waits for the table here.
 */
async function provenOnce(deps: AdmissionInstanceDeps, request: AdmissionRequest): Promise<Admitted | Denied> {
  const admitted = await admit(deps, request);
  const signed = request.signature?.signed();
  if (!admitted.allowed || !signed) return admitted;
  let isServed = false;
  try {
    isServed = (await request.signature?.isFirst(admitted.caller.accountId)) === true;
  } finally {
    if (!isServed) admitted.commit(0);
  }
  if (isServed) return { ...admitted, signed };
  const caller = await deps.callers.find(request.secret);
  const denied = { allowed: false, reason: 'nonce_repeated' } as const;
  return caller ? noteRefusal(deps.refusals, { caller, request, time: deps.now() }, denied) : denied;
}

/** How far a call has come. `at` is the place in `quotas`; every quota before it has too few units. */
type Progress = { readonly limits: EffectiveLimits | undefined; readonly at: number; readonly prepared: Prepared };

/** Admits a call. After each wait it starts over: the view has aged meanwhile, and the caller's rights may have changed. */
async function admit(deps: AdmissionInstanceDeps, request: AdmissionRequest): Promise<Admitted | Denied> {
  let leave: (() => void) | undefined;
  let progress: Progress = { limits: undefined, at: 0, prepared: 'ready' };
  let asked = request;
  for (let left = maxTries; left > 0; left--) {
    const caller = deps.callers.peek(request.secret, deps.now()) ?? (await deps.callers.find(request.secret));
    const time = deps.now();
    if (!caller) return ended(leave, { allowed: false, reason: 'key_invalid' });
    const denial = forbidding(deps, { caller, request, time });
    const refused = (denied: Denied) => ended(leave, noteRefusal(deps.refusals, { caller, request, time }, denied));
    if (denial) return refused({ allowed: false, ...denial });
    const known = effectiveLimitsOf(deps.catalog, caller, time);
    if (!leave) {
      const entered = deps.limiters.enter(caller.key, known.limits, time);
      if (!entered.ok)
        return refused({ allowed: false, reason: entered.reason, retryAfterSeconds: secondsOf(entered.retryAfterMs) });
      leave = entered.leave;
    }
    progress = progress.limits === known ? progress : { limits: known, at: 0, prepared: 'ready' };
    const { at, prepared } = progress;
    const quota = known.quotas[at] ?? null;
    const admitted = reserveUnits(deps, {
      caller,
      known,
      quota,
      request: asked,
      leave,
      isRest: prepared === 'exhausted',
    });
    if (admitted) return admitted;
    if (!quota) return refused({ allowed: false, reason: 'payment_required' });
    if (asked.measure && deps.meter.mayTake(quota, asked.unitsWanted)) {
      asked = await measured(asked, known, leave);
      continue;
    }
    const isSpent = prepared === 'exhausted';
    if (isSpent && at + 1 === known.quotas.length)
      return refused({ ...exhausted(deps.meter, known, time), usedUpBy: caller.key.accountId });
    const outcome = isSpent ? 'ready' : await preparing(deps, quota, { units: asked.unitsWanted, leave });
    progress = { limits: known, at: isSpent ? at + 1 : at, prepared: outcome };
    if (outcome === 'stale') deps.callers.forget(caller.key.accountId);
    if (outcome === 'unavailable') break;
  }
  leave?.();
  throw meteringUnavailable();
}

type Asked = Parameters<typeof noteRefusal>[1];

/** The reason to refuse a call, whatever its limits say: its rights first, its signature last. */
function forbidding({ catalog }: AdmissionInstanceDeps, { caller, request, time }: Asked) {
  const reason = denialOf(catalog, { caller, request, time });
  return reason ? { reason } : request.signature?.denial(caller, time);
}

function ended(leave: (() => void) | undefined, denied: Denied): Denied {
  leave?.();
  return denied;
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
