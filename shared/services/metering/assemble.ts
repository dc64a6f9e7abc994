import type { StripeQueue, TopUpQueue, UsageCheckQueue } from '../../queues.ts';
import type { Refusals } from '../../storage/evidence/refusals.ts';
import { type AdmissionInstance, admissionInstance } from './instance.ts';
import { createKeyLimiters, type KeyLimiters } from './key-limits.ts';
import { type KnownCallers, type KnownCallersDeps, knownCallers } from './known-callers.ts';
import { notifyingLowCredit, notingLowCredit } from './low-credit.ts';
import { createMeter, type MeterDeps } from './meter.ts';
import { askingForSyncs } from './passed-periods.ts';
import { type RefusalLog, refusalLog } from './refusal-log.ts';
import { askingToReport } from './unreported.ts';
import { notifyingUsedUp } from './used-up.ts';

/** The parts of one instance that handlers use. */
export type AdmissionParts = {
  readonly callers: KnownCallers;
  readonly keyLimits: KeyLimiters;
  readonly admission: AdmissionInstance;
  /** Notes calls of known keys that are refused before they ask for units. They are written with those that admission refuses. */
  readonly refused: Pick<RefusalLog, 'note'>;
};

/** Queues that an instance writes to after an answer: syncs of passed periods, low credit, and accounts to check. */
export type AdmissionQueues = {
  readonly syncs: StripeQueue;
  readonly topUps: TopUpQueue;
  readonly checks: UsageCheckQueue;
};

type Deps = Omit<KnownCallersDeps, 'nowMs'> &
  MeterDeps & {
    readonly refusals?: Pick<Refusals, 'put'>;
    readonly queues?: AdmissionQueues;
    readonly functionName?: string;
  };

/** Assembles one instance behind one clock (epoch milliseconds): its cache of callers, the limits of their keys, and the meter. */
export function assembleAdmission({ queues, functionName, ...deps }: Deps): AdmissionParts {
  const { catalog, now } = deps;
  const callers = knownCallers({ ...deps, nowMs: now });
  const limiters = createKeyLimiters();
  const { counters, low } = notingLowCredit(deps.counters);
  const meter = createMeter({ ...deps, counters });
  const refusals = deps.refusals && refusalLog({ refusals: deps.refusals, now });
  const instance = admissionInstance({ catalog, callers, limiters, meter, refusals, now });
  const admission = withNotifications(instance, { queues, low, functionName, now });
  return { callers, keyLimits: limiters, admission, refused: refusals ?? { note: () => {} } };
}

type Notifying = {
  readonly queues: AdmissionQueues | undefined;
  readonly low: Set<string>;
  /** Lambda's name for the function; undefined outside of Lambda, where nobody could call the instance to report. */
  readonly functionName: string | undefined;
  readonly now: () => number;
};

/** The instance, which after an answer also sends its news to the queues. */
export function withNotifications(
  instance: AdmissionInstance,
  { queues, low, functionName, now }: Notifying,
): AdmissionInstance {
  if (!queues) return instance;
  const asking = askingForSyncs(instance, { queue: queues.syncs, now: () => new Date(now()) });
  const toppingUp = notifyingLowCredit(asking, { queue: queues.topUps, low, now });
  const checking = notifyingUsedUp(toppingUp, { queue: queues.checks, now });
  if (functionName === undefined) return checking;
  return askingToReport(checking, { queue: queues.checks, functionName, now });
}
