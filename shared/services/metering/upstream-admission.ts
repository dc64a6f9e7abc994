import type { LimitState } from '../../http/rate-limit.ts';
import type { Admitted, Denied } from './admission-outcome.ts';
import type { AdmissionRequest } from './measured-request.ts';

/** An admitted call in front of an upstream. */
export type UpstreamAdmitted = Omit<Admitted, 'caller'> & {
  readonly caller: Pick<Admitted['caller'], 'accountId' | 'keyId' | 'environment'>;
  /** Units of the allowance that one unit asked for costs, by the caller's plans. */
  readonly unitWeight: number;
  /** The state of each limit with so many units left; null: not known, or nothing bounds them. */
  standings(remainingUnits: number | null): LimitState[];
};
/** A refused call in front of an upstream. */
export type UpstreamDenied = Denied & {
  /** The organization of a key in force; absent: the key is unknown, or ended. */
  readonly accountId?: string | undefined;
  /** The state of each limit, if one of them or a lack of units is the reason. */
  readonly standings: readonly LimitState[];
};
/** Units and the weight of an item as the upstream counts them, before the weight that the caller's plans give. */
export type UpstreamRequest = AdmissionRequest;
/** The organization that a call is of; undefined where its key is unknown or ended, which get the same answer. */
export const organizationOf = (outcome: UpstreamAdmitted | UpstreamDenied): string | undefined =>
  outcome.allowed ? outcome.caller.accountId : outcome.accountId;
/** Admission in front of an upstream. */
export type Admit = (request: UpstreamRequest) => Promise<UpstreamAdmitted | UpstreamDenied>;
