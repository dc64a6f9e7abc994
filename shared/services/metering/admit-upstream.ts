import { isByLimit } from '../../domain/access/denial.ts';
import { type Endpoint, weightOf } from '../../domain/access/weights.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { upstreamIdIn } from '../../domain/catalog/upstream.ts';
import { callLimitStates, limitStates } from '../../http/rate-limit.ts';
import type { AdmissionParts } from './assemble.ts';
import type { Caller } from './caller.ts';
import { effectiveLimitsOf } from './effective-limits.ts';
import type { Admit, UpstreamAdmitted } from './upstream-admission.ts';

type Parts = AdmissionParts & {
  readonly catalog: Catalog;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/**
 * Admission in front of upstreams. It multiplies units by the weight that the caller's plans give them, and reports the state of each
 * limit.
 */
export const admitUpstream =
  (parts: Parts): Admit =>
  async (request) => {
    const { callers, admission, catalog, now } = parts;
    const { secret, datasetId, unitsWanted, weight } = request;
    const caller = callers.peek(secret, now()) ?? (await callers.find(secret));
    const unitWeight = caller
      ? weightOf(effectiveLimitsOf(catalog, caller, now()).limits.weights, endpointOf(datasetId))
      : 1;
    const units = { unitsWanted: unitsWanted * unitWeight, weight: weight * unitWeight };
    const admitted = await admission.admit({ ...request, ...units });
    const standings = standingsFor(parts, caller);
    if (admitted.allowed) return { ...admitted, unitWeight, standings };
    return {
      ...admitted,
      accountId: admitted.reason === 'key_invalid' ? undefined : caller?.key.accountId,
      standings: isByLimit(admitted.reason) ? standings(null) : [],
    };
  };

/** The endpoint that weighs a resource's calls: `gateway` for an upstream, `records` for a dataset. */
function endpointOf(resource: string): Endpoint {
  const upstreamId = upstreamIdIn(resource);
  return upstreamId === null ? { kind: 'records', id: resource } : { kind: 'gateway', id: upstreamId };
}

function standingsFor({ keyLimits, catalog, now }: Parts, caller: Caller | null): UpstreamAdmitted['standings'] {
  return (remaining) => {
    if (!caller) return [];
    const time = now();
    const { entitlement, limits, maxUnits, isOfApp } = effectiveLimitsOf(catalog, caller, time);
    const held = keyLimits.standing(caller.key, limits, time);
    return limitStates({
      entitlement,
      units: maxUnits === null || remaining === null ? null : { limit: maxUnits, remaining, isOfApp },
      calls: callLimitStates(limits, held),
      now: new Date(time),
    });
  };
}
