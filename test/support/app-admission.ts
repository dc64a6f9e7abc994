import { randomText } from '../../shared/domain/keys/format.ts';
import {
  type AdmissionParts,
  type AdmissionQueues,
  withNotifications,
} from '../../shared/services/metering/assemble.ts';
import { admissionInstance } from '../../shared/services/metering/instance.ts';
import { createKeyLimiters } from '../../shared/services/metering/key-limits.ts';
import {
  type KnownCallers,
  type KnownCallersDeps,
  knownCallers,
} from '../../shared/services/metering/known-callers.ts';
import { notingLowCredit } from '../../shared/services/metering/low-credit.ts';
import { createMeter, type MeterDeps } from '../../shared/services/metering/meter.ts';
import { refusalLog } from '../../shared/services/metering/refusal-log.ts';
import type { Refusals } from '../../shared/storage/evidence/refusals.ts';

type Deps = Omit<KnownCallersDeps, 'nowMs'> &
  Pick<MeterDeps, 'counters' | 'segments' | 'ledger'> & {
    readonly now: () => Date;
    readonly randomBytes: (count: number) => Uint8Array;
    readonly queues: AdmissionQueues;
    readonly refusals: Pick<Refusals, 'put'>;
    /** Milliseconds that each call counts as later than the one before; 0 where the test's clock moves between calls. */
    readonly apartMs?: number;
  };

export type AppAdmission = AdmissionParts & {
  /** Runs one call, and after its answer the work that follows it. If that work fails, it runs again after the next call. */
  serving<T>(call: () => Promise<T>): Promise<T>;
  /** Ends the instance, with a closing segment; the next call begins another. */
  endInstance(): Promise<void>;
};

/** After so long a segment is always due. */
const alwaysDueMs = 10_001;

/**
 * The one instance that admits, kept from call to call until it is ended. Clocks of tests stand still, so each call counts as later than the one
 * before. The instance therefore looks its caller up again and reports what it served before.
 */
export function appAdmission(deps: Deps): AppAdmission {
  const { catalog, randomBytes, queues, apartMs = alwaysDueMs } = deps;
  const now = () => deps.now().getTime();
  let calls = 0;
  const lookUp = () => knownCallers({ ...deps, nowMs: now });
  let known = lookUp();
  const callers: KnownCallers = {
    peek: (...asked) => known.peek(...asked),
    find: (secret) => known.find(secret),
    refresh: (olderThanMs) => known.refresh(olderThanMs),
    forget: (accountId) => known.forget(accountId),
  };
  const keyLimits = createKeyLimiters();
  const newInstanceId = () => randomText(8, randomBytes);
  const { counters, low } = notingLowCredit(deps.counters);
  const begin = () => {
    const meter = createMeter({ ...deps, counters, now: () => now() + calls * apartMs, newInstanceId });
    const refusals = refusalLog({ refusals: deps.refusals, now });
    const instance = admissionInstance({ catalog, callers, limiters: keyLimits, meter, refusals, now });
    return withNotifications(instance, { queues, low, functionName: 'data', now });
  };
  let running = begin();
  const admission = new Proxy(running, { get: (_, name) => Reflect.get(running, name) });
  return {
    callers,
    keyLimits,
    admission,
    async serving(call) {
      calls += 1;
      known = lookUp();
      const answer = await call();
      await admission.afterAnswer().catch(() => {});
      return answer;
    },
    async endInstance() {
      await running.close();
      running = begin();
    },
  };
}
