import { itemsFor } from '../../shared/domain/access/weights.ts';
import { AppError } from '../../shared/errors.ts';
import { type Answer, withHeaders } from '../../shared/http/answer.ts';
import type { Admitted } from '../../shared/services/metering/admission-outcome.ts';
import type { DataParts } from './deps.ts';
import { meterHeaders } from './headers.ts';
import type { DataCall } from './metered-call.ts';
import { servedCallOf } from './served-call.ts';

/** Runs an admitted read, charges the units that it served, and enters it into the ledger; neither if it fails. */
export async function serveRead(deps: DataParts, call: DataCall, admission: Admitted): Promise<Answer> {
  const { read, weight } = call;
  const { plans, deduplicates = false } = admission.caller.entitlement;
  try {
    const outcome = await read.run({
      sampleOnly: !admission.metered,
      maxUnits: itemsFor(admission.grantedUnits, { weight, requested: read.units }),
      plans,
      deduplicates,
    });
    const { units, answer, ids } = outcome;
    const cost = admission.metered ? units * weight : 0;
    const headers = meterHeaders(deps, { ...call, cost, remaining: admission.remainingAfter(cost) });
    if (!admission.metered && units > 0) await deps.noteFirstRead(call.caller.key.accountId);
    const repeatable = call.caller.entitlement.unit === 'request' ? undefined : ids && { ids, weight };
    const noted = admission.commit(cost, repeatable, servedCallOf(call.request, outcome, admission.signed));
    return withHeaders(answer, { ...headers, ...(noted && { 'tollgate-receipt': noted.receipt() }) });
  } catch (error) {
    throw error instanceof AppError
      ? error.withHeaders(meterHeaders(deps, { ...call, cost: 0, remaining: null }))
      : error;
  } finally {
    admission.commit(0);
  }
}
