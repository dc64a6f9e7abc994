import type { StripeQueue, TopUpQueue, UsageCheckQueue } from '../../queues.ts';
import { type AdmissionInstance, admissionInstance } from './instance.ts';
import { createKeyLimiters, type KeyLimiters } from './key-limits.ts';
import { type KnownCallers, type KnownCallersDeps, knownCallers } from './known-callers.ts';
import { notifyingLowCredit, notingLowCredit } from './low-credit.ts';
import { createMeter, type MeterDeps } from './meter.ts';
import { askingForSyncs } from './passed-periods.ts';
import { askingToReport } from './unreported.ts';
import { notifyingUsedUp } from './used-up.ts';

export type AdmissionParts = {
  readonly callers: KnownCallers;
  readonly keyLimits: KeyLimiters;
  readonly admission: AdmissionInstance;
};

export type AdmissionQueues = {
  readonly syncs: StripeQueue;
  readonly topUps: TopUpQueue;
  readonly checks: UsageCheckQueue;
};

type Deps = Omit<KnownCallersDeps, 'nowMs'> &
  MeterDeps & { readonly queues?: AdmissionQueues; readonly functionName?: string };

/** One instance: what it knows of callers, the limits of their keys, and the meter, behind one clock (epoch milliseconds). */
export function assembleAdmission({ queues, functionName, ...deps }: Deps): AdmissionParts {
  const { catalog, now } = deps;
  const callers = knownCallers({ ...deps, nowMs: now });
  const limiters = createKeyLimiters();
  const { counters, low } = notingLowCredit(deps.counters);
  const meter = createMeter({ ...deps, counters });
  const instance = admissionInstance({ catalog, callers, limiters, meter, now });
  const admission = withNotifications(instance, { queues, low, functionName, now });
  return { callers, keyLimits: limiters, admission };
}

type Told = {
  readonly queues: AdmissionQueues | undefined;
  readonly low: Set<string>;
  /** Lambda's name for the function; undefined where it does not run there: nobody could ask it to report. */
  readonly functionName: string | undefined;
  readonly now: () => number;
};

/** The instance, which after an answer also tells the queues what it came to know. */
export function withNotifications(
  instance: AdmissionInstance,
  { queues, low, functionName, now }: Told,
): AdmissionInstance {
  if (!queues) return instance;
  const asking = askingForSyncs(instance, { queue: queues.syncs, now: () => new Date(now()) });
  const toppingUp = notifyingLowCredit(asking, { queue: queues.topUps, low, now });
  const checking = notifyingUsedUp(toppingUp, { queue: queues.checks, now });
  if (functionName === undefined) return checking;
  return askingToReport(checking, { queue: queues.checks, functionName, now });
}
