import { AppError } from '../../shared/errors.ts';
import type { Admitted, Denied } from '../../shared/services/metering/admission-outcome.ts';
import { callSignature } from '../../shared/services/metering/call-signature.ts';
import { queryText } from '../../shared/services/metering/query-text.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { DataParts } from './deps.ts';
import type { DataCall } from './metered-call.ts';

/** Asks to admit a read at its highest cost. @throws AppError 503 `metering_unavailable` */
export function admitRead(deps: DataParts, call: DataCall): Promise<Admitted | Denied> {
  const { request, caller, dataset, read, weight } = call;
  const { measure, units } = read;
  return metering(() =>
    deps.admission.admit({
      secret: caller.secret,
      datasetId: dataset.id,
      address: request.address,
      query: () => queryText(request),
      signature: callSignature(deps, request),
      unitsWanted: units * weight,
      weight,
      ...(measure && { measure: async (plans) => Math.max(1, await tried(() => measure(plans), units)) * weight }),
    }),
  );
}

/** A mistake in the read is left to the read itself, which reports it with its cost. */
async function tried(measure: () => Promise<number>, otherwise: number): Promise<number> {
  try {
    return await measure();
  } catch (error) {
    if (error instanceof AppError) return otherwise;
    throw error;
  }
}
