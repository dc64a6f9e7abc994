import type { Entitlement } from '../billing/entitlement.ts';
import type { ApiKey } from '../keys/key.ts';
import { isInForce } from '../keys/key.ts';

/** Why a call is denied; each is also the code of the problem that the caller gets. */
export type DenialReason =
  | 'key_invalid'
  | 'suspended'
  | 'licence_not_accepted'
  | 'use_case_not_approved'
  | 'payment_required'
  | 'dataset_not_in_plan'
  | 'scope_missing'
  | 'ip_not_allowed'
  | Unproven
  | Throttled
  | Exhausted;

/** The organization asks for signed requests, or the signature of this one proves nothing. */
export type Unproven = 'signature_required' | 'signature_invalid' | 'nonce_repeated';
/** Limits of the key or account that stop a call which may otherwise be served. */
export type Throttled = 'rate_limited' | 'too_many_in_flight';
/** Why no units are left for a call. */
export type Exhausted = 'quota_exhausted' | 'spend_cap_reached' | 'credit_exhausted';

const exhaustions: ReadonlySet<string> = new Set<Exhausted>([
  'quota_exhausted',
  'spend_cap_reached',
  'credit_exhausted',
]);
const throttles: ReadonlySet<string> = new Set<Throttled>(['rate_limited', 'too_many_in_flight']);

/** No units are left for the call. */
export const isByUnits = (reason: string): reason is Exhausted => exhaustions.has(reason);
/** A limit stopped the call, or a lack of units; the caller may repeat it later. */
export const isByLimit = (reason: string): reason is Throttled | Exhausted =>
  throttles.has(reason) || isByUnits(reason);

/** A call as the access rule sees it. `datasetId` is a dataset's id, or `gateway:{id}` for an upstream. */
export type AccessRequest = {
  readonly key: ApiKey;
  readonly datasetId: string;
  /** Whether the account has accepted the version in force of the dataset's licence. */
  readonly licenceAccepted: boolean;
  /** Whether the app's use case in force is approved, or the dataset's licence asks for no approval. */
  readonly useCaseApproved: boolean;
  readonly suspended: boolean;
  /** Whether the caller's address lies in the key's networks (true where it names none). */
  readonly addressAllowed: boolean;
};

/**
 * Why access forbids a call, before any limit counts; null where nothing forbids it. The first reason that applies is given, in this order:
 * key, suspension, licence, use case, payment, dataset, scope, address. A test key needs no payment and no plan.
 */
export function accessDenial(
  entitlement: Entitlement,
  request: AccessRequest,
  now: Date,
): Exclude<DenialReason, Unproven | Throttled | Exhausted> | null {
  const { key, datasetId } = request;
  if (!isInForce(key, now)) return 'key_invalid';
  if (request.suspended) return 'suspended';
  if (!request.licenceAccepted) return 'licence_not_accepted';
  if (!request.useCaseApproved) return 'use_case_not_approved';
  const test = key.environment === 'test';
  if (!test && entitlement.access === 'none') return 'payment_required';
  if (!test && !entitlement.datasets.includes(datasetId)) return 'dataset_not_in_plan';
  if (key.scopes.length > 0 && !key.scopes.includes(datasetId)) return 'scope_missing';
  return request.addressAllowed ? null : 'ip_not_allowed';
}

/** The reason for a caller without units: the spend cap where overage is billed, the credit where it is sold, else the allowance. */
export function exhaustedReason({ overage, credit }: Pick<Entitlement, 'overage' | 'credit'>): Exhausted {
  if (overage) return 'spend_cap_reached';
  return credit ? 'credit_exhausted' : 'quota_exhausted';
}
