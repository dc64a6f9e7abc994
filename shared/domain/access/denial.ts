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
  | HeldBack
  | Exhausted;

/** What the key's own limits in this environment say of a call that may otherwise be served. */
export type HeldBack = 'rate_limited' | 'too_many_in_flight';
/** Why there are no units for a call. */
export type Exhausted = 'quota_exhausted' | 'spend_cap_reached' | 'credit_exhausted';

const exhaustions: ReadonlySet<DenialReason> = new Set<Exhausted>([
  'quota_exhausted',
  'spend_cap_reached',
  'credit_exhausted',
]);
const holdings: ReadonlySet<DenialReason> = new Set<HeldBack>(['rate_limited', 'too_many_in_flight']);

/** No units are left for the call. */
export const isByUnits = (reason: DenialReason): reason is Exhausted => exhaustions.has(reason);
/** The caller may do what was asked for, only not so much of it now: by a limit of the key, or for a lack of units. */
export const isByLimit = (reason: DenialReason): reason is HeldBack | Exhausted =>
  holdings.has(reason) || isByUnits(reason);

export type AccessRequest = {
  readonly key: ApiKey;
  readonly datasetId: string;
  /** Whether the account has accepted the version in force of the dataset's licence. */
  readonly licenceAccepted: boolean;
  readonly suspended: boolean;
  /** Whether the caller's address lies in the key's networks (true where it names none). */
  readonly addressAllowed: boolean;
};

/**
 * Why a call may not be served whatever its limits say; null: it may. Pure and total, one reason where several apply: key, suspension,
 * licence, payment, dataset, scope, address (licence before payment). A test key needs no payment and no plan.
 */
export function accessDenial(
  entitlement: Entitlement,
  request: AccessRequest,
  now: Date,
): Exclude<DenialReason, HeldBack | Exhausted> | null {
  const { key, datasetId } = request;
  if (!isInForce(key, now)) return 'key_invalid';
  if (request.suspended) return 'suspended';
  if (!request.licenceAccepted) return 'licence_not_accepted';
  const test = key.environment === 'test';
  if (!test && entitlement.access === 'none') return 'payment_required';
  if (!test && !entitlement.datasets.includes(datasetId)) return 'dataset_not_in_plan';
  if (key.scopes.length > 0 && !key.scopes.includes(datasetId)) return 'scope_missing';
  return request.addressAllowed ? null : 'ip_not_allowed';
}

/** What to tell a caller for whom no units are left: what is bought beyond the allowance names what bounds it. */
export function exhaustedReason({ overage, credit }: Pick<Entitlement, 'overage' | 'credit'>): Exhausted {
  if (overage) return 'spend_cap_reached';
  return credit ? 'credit_exhausted' : 'quota_exhausted';
}
