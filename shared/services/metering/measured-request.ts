import type { CallSignature } from './call-signature.ts';
import type { EffectiveLimits } from './effective-limits.ts';

/** A call that asks for units. */
export type AdmissionRequest = {
  readonly secret: string;
  /** A dataset's id, or an upstream's resource (`gateway:…`). */
  readonly datasetId: string;
  readonly address: string;
  /** The call as the log of refused calls names it: method, path and query. Absent: by its resource. */
  readonly query?: () => string;
  /** The signature of the call. Absent: calls of this kind are not signed. */
  readonly signature?: CallSignature;
  /** 0: a free call. */
  readonly unitsWanted: number;
  /** Units that one item costs: a grant is a multiple of it, and at least one item. 0 or 1: any number of units. */
  readonly weight: number;
  /**
   * The most units that the call can cost, where that can be measured. It runs once, for a call that nothing forbids, before units are
   * taken. `plans`: ids of the plans held.
   */
  readonly measure?: (plans: readonly string[]) => Promise<number>;
};

/** Asks for no more units than the call can cost. `leave` ends the call if they cannot be measured. */
export async function measured(
  { measure, ...request }: AdmissionRequest,
  { entitlement }: EffectiveLimits,
  leave: () => void,
): Promise<AdmissionRequest> {
  try {
    const units = (await measure?.(entitlement.plans)) ?? request.unitsWanted;
    return { ...request, unitsWanted: Math.min(request.unitsWanted, Math.max(1, units)) };
  } catch (error) {
    leave();
    throw error;
  }
}
