import { itemsFor } from '../../domain/access/weights.ts';
import { creditPeriod } from '../../domain/billing/credit.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { dayOf } from '../../domain/usage/usage.ts';
import type { Admitted } from './admission-outcome.ts';
import type { Caller } from './caller.ts';
import type { Metered } from './calls-under-way.ts';
import type { EffectiveLimits } from './effective-limits.ts';
import { ledgerCallOf } from './ledger-call.ts';
import type { AdmissionRequest } from './measured-request.ts';
import type { Meter } from './meter.ts';
import type { MeteredQuota } from './metered-quota.ts';

/** `now`: epoch milliseconds. */
type Deps = { readonly catalog: Catalog; readonly meter: Pick<Meter, 'reserve'>; readonly now: () => number };

type Reserving = {
  readonly caller: Caller;
  readonly known: EffectiveLimits;
  /** Null: no quota is left, which is enough for a free call. */
  readonly quota: MeteredQuota | null;
  readonly request: AdmissionRequest;
  readonly leave: () => void;
  /** No more units can be had than the instance holds. */
  readonly isRest: boolean;
};

/** Reserves the units of a call, from cached and leased data alone. Null: units are missing, or no quota is left to count in. */
export function reserveUnits(deps: Deps, { caller, known, quota, request, leave, isRest }: Reserving): Admitted | null {
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
      commit() {
        leave();
        return null;
      },
    };
  }
  if (!quota) return null;
  const row = { keyId: key.id, datasetId: request.datasetId, day: dayOf(new Date(deps.now())) };
  const item = Math.max(1, weight);
  const reserved = deps.meter.reserve({ quota, ...row }, { most: unitsWanted, least: isRest ? item : unitsWanted });
  if (!reserved) return null;
  return {
    allowed: true,
    caller: who,
    grantedUnits:
      reserved.units < unitsWanted
        ? itemsFor(reserved.units, { weight: item, requested: unitsWanted }) * item
        : unitsWanted,
    remainingAfter: remainingOf(quota, known, reserved, account.state.spendCap === null),
    metered: true,
    commit(units, repeatable, served) {
      const { datasetId } = request;
      const entered = served && ledgerCallOf(deps.catalog, { caller, datasetId, units, at: deps.now() }, served);
      const noted = reserved.commit(units, entitlement.deduplicates ? repeatable : undefined, entered);
      leave();
      return noted;
    },
  };
}

/** The units left of quota and share once some of the reserved ones are charged; null: neither has a limit. */
function remainingOf(
  quota: MeteredQuota,
  { entitlement }: EffectiveLimits,
  reserved: Metered,
  hasNoCap: boolean,
): Admitted['remainingAfter'] {
  // Extra usage without a cap limits nobody, so it is not part of the remaining units.
  const isUncapped = hasNoCap && quota.periodStart !== creditPeriod;
  const beyond = isUncapped ? (quota.limit ?? 0) - (entitlement.allowance ?? 0) : 0;
  const left = [
    ...(quota.limit === null ? [] : [reserved.left - beyond]),
    ...(reserved.leftOfShare === undefined ? [] : [reserved.leftOfShare]),
  ];
  return (units) => (left.length === 0 ? null : Math.max(0, Math.min(...left) + reserved.units - units));
}
