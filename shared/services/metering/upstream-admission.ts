import type { LimitState } from '../../http/rate-limit.ts';
import type { AdmissionRequest, Admitted, Denied } from './instance.ts';

/** What the ways in front of an upstream need of admission: who calls, and the units. */
export type UpstreamAdmitted = Omit<Admitted, 'caller'> & {
  readonly caller: Pick<Admitted['caller'], 'accountId' | 'keyId' | 'environment'>;
  /** Units of the allowance that one unit asked for costs, by the caller's plans. */
  readonly unitWeight: number;
  /** How the caller stands to each limit, with so many units left; null: not known, or nothing bounds them. */
  standings(remainingUnits: number | null): LimitState[];
};
export type UpstreamDenied = Denied & {
  /** How the caller stands to each limit, where one of them, or a lack of units, is the reason. */
  readonly standings: readonly LimitState[];
};
/** Units, and the weight of an item, as the upstream counts them: what the caller's plans have one weigh is not multiplied in. */
export type UpstreamRequest = AdmissionRequest;
export type Admit = (request: UpstreamRequest) => Promise<UpstreamAdmitted | UpstreamDenied>;
