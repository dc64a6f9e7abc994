import { isByUnits } from '../../shared/domain/access/denial.ts';
import { itemsFor, weightOf } from '../../shared/domain/access/weights.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { deprecationsOf } from '../../shared/domain/catalog/deprecation.ts';
import { datasetOf } from '../../shared/domain/catalog/look-up.ts';
import type { ServedRecords } from '../../shared/domain/usage/served.ts';
import { AppError, found } from '../../shared/errors.ts';
import { type Answer, withHeaders } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Admitted, Denied } from '../../shared/services/metering/instance.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import { inBillingUnits } from './billing-units.ts';
import { callerOf, type DataCaller } from './caller.ts';
import type { DataParts } from './deps.ts';
import { meterHeaders } from './headers.ts';
import type { DataCall, MeteredRead } from './metered-call.ts';
import { refusal } from './refusal.ts';
import { versionOf } from './version.ts';

/**
 * Serves a metered read: admit, read, settle, answer. What it may cost is reserved before the read and what it served is charged
 * after, so a read that fails costs nothing and no answer passes a hard limit.
 */
export async function metered(
  deps: DataParts,
  request: ApiRequest,
  prepare: (dataset: Dataset, caller: DataCaller) => MeteredRead,
): Promise<Answer> {
  const version = versionOf(request);
  const caller = await callerOf(deps, request);
  const dataset = found(
    datasetOf(deps.catalog, request.params.dataset ?? ''),
    `The dataset "${shown(request.params.dataset)}"`,
  );
  const read = inBillingUnits(caller.entitlement.unit, prepare(dataset, caller));
  const kind = read.kind ?? 'records';
  const deprecations = deprecationsOf(deps.catalog, { dataset, version, query: request.query, kind });
  const weight = weightOf(caller.limits.weights, { kind, id: dataset.id });
  const call = { request, caller, dataset, version, deprecations, read, weight };
  const admission = await asked(deps, call);
  if (admission.allowed) return serve(deps, call, admission);
  const before = isByUnits(admission.reason) && (await read.answeredBefore?.());
  if (before) return withHeaders(before, meterHeaders(deps, { ...call, cost: 0, remaining: null }));
  throw refusal(deps, call, admission);
}

function asked(deps: DataParts, call: DataCall): Promise<Admitted | Denied> {
  const { request, caller, dataset, read, weight } = call;
  const { measure, units } = read;
  return metering(() =>
    deps.admission.admit({
      secret: caller.secret,
      datasetId: dataset.id,
      address: request.address,
      unitsWanted: units * weight,
      weight,
      ...(measure && { measure: async (plans) => Math.max(1, await tried(() => measure(plans), units)) * weight }),
    }),
  );
}

/** What is wrong with a read is said by the read itself, with what it cost. */
async function tried(measure: () => Promise<number>, otherwise: number): Promise<number> {
  try {
    return await measure();
  } catch (error) {
    if (error instanceof AppError) return otherwise;
    throw error;
  }
}

async function serve(deps: DataParts, call: DataCall, admission: Admitted): Promise<Answer> {
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
    admission.settle(cost, served);
  }
}

const shown = (text = ''): string => text.slice(0, 60);
