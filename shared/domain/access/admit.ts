import type { Entitlement } from '../billing/entitlement.ts';
import type { ApiKey } from '../keys/key.ts';
import { isInForce } from '../keys/key.ts';

export type DenialReason =
  | 'key_invalid'
  | 'suspended'
  | 'licence_not_accepted'
  | 'payment_required'
  | 'dataset_not_in_plan'
  | 'scope_missing'
  | 'ip_not_allowed'
  | 'quota_exhausted';

export type AccessRequest = {
  readonly key: ApiKey;
  readonly datasetId: string;
  /** Whether the account has accepted the version in force of the dataset's licence. */
  readonly licenceAccepted: boolean;
  readonly suspended: boolean;
  /** Whether the caller's address lies in the key's networks (true where it names none). */
  readonly addressAllowed: boolean;
  /** Units asked for, 0 or more. A free call asks for 0. */
  readonly units: number;
};

/** Units counted in the entitlement's period so far. */
export type Counters = { readonly used: number };

export type Admission =
  /** `grantedUnits` is at most what was asked for; `remainingUnits` is what is left before this call, null without limit. */
  | {
      readonly allowed: true;
      readonly grantedUnits: number;
      readonly remainingUnits: number | null;
      readonly metered: boolean;
    }
  | { readonly allowed: false; readonly reason: DenialReason };

/**
 * Decides one call: pure and total, one reason where several apply (key, suspension, licence, payment, dataset, scope, address,
 * quota: licence before payment). A test key costs nothing, needs no payment, and sees sample records only.
 * A call that asks for more than is left is granted what is left; with nothing left it is denied.
 */
export function admit(entitlement: Entitlement, counters: Counters, request: AccessRequest, now: Date): Admission {
  const { key, datasetId, units } = request;
  const denied = (reason: DenialReason): Admission => ({ allowed: false, reason });
  if (!isInForce(key, now)) return denied('key_invalid');
  if (request.suspended) return denied('suspended');
  if (!request.licenceAccepted) return denied('licence_not_accepted');
  const test = key.environment === 'test';
  if (!test && entitlement.access === 'none') return denied('payment_required');
  if (!test && !entitlement.datasets.includes(datasetId)) return denied('dataset_not_in_plan');
  if (key.scopes.length > 0 && !key.scopes.includes(datasetId)) return denied('scope_missing');
  if (!request.addressAllowed) return denied('ip_not_allowed');
  if (test) return { allowed: true, grantedUnits: units, remainingUnits: null, metered: false };
  const remainingUnits = remainingOf(entitlement, counters);
  if (remainingUnits === null || entitlement.overage)
    return { allowed: true, grantedUnits: units, remainingUnits, metered: true };
  if (!(remainingUnits > 0) && units > 0) return denied('quota_exhausted');
  return { allowed: true, grantedUnits: Math.min(units, remainingUnits), remainingUnits, metered: true };
}

/** Units of the allowance not yet used, 0 or more; null where the plan sets no limit. */
export const remainingOf = (entitlement: Entitlement, { used }: Counters): number | null =>
  entitlement.allowance === null ? null : Math.max(0, entitlement.allowance - used);
