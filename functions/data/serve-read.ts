import { itemsFor } from '../../shared/domain/access/weights.ts';
import type { ServedRecords } from '../../shared/domain/usage/served.ts';
import { AppError } from '../../shared/errors.ts';
import { type Answer, withHeaders } from '../../shared/http/answer.ts';
import type { Admitted } from '../../shared/services/metering/admission-outcome.ts';
import type { DataParts } from './deps.ts';
import { meterHeaders } from './headers.ts';
import type { DataCall } from './metered-call.ts';

/** Runs an admitted read and charges the units that it served; nothing if it fails. */
export async function serveRead(deps: DataParts, call: DataCall, admission: Admitted): Promise<Answer> {
  const { read, weight } = call;
  const { plans, deduplicates = false } = admission.caller.entitlement;
  let cost = 0;
  let served: ServedRecords | undefined;
  try {
    const { units, answer, ids } = await read.run({
      sampleOnly: !admission.metered,
      maxUnits: itemsFor(admission.grantedUnits, { weight, requested: read.units }),
      plans,
      deduplicates,
    });
    const charged = admission.metered ? units * weight : 0;
    const whole = withHeaders(
      answer,
      meterHeaders(deps, { ...call, cost: charged, remaining: admission.remainingAfter(charged) }),
    );
    cost = charged;
    served = ids && { ids, weight };
    if (!admission.metered && units > 0) await deps.noteFirstRead(call.caller.key.accountId);
    return whole;
  } catch (error) {
    throw error instanceof AppError
      ? error.withHeaders(meterHeaders(deps, { ...call, cost: 0, remaining: null }))
      : error;
  } finally {
    admission.commit(cost, served);
  }
}
