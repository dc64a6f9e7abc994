import type { EffectiveLimits } from './effective-limits.ts';

export type AdmissionRequest = {
  readonly secret: string;
  /** A dataset's id, or an upstream's resource (`gateway:…`). */
  readonly datasetId: string;
  readonly address: string;
  /** 0: a free call. */
  readonly unitsWanted: number;
  /** Units that one item costs: what is granted is a multiple, and one item at least. 0 or 1: any number. */
  readonly weight: number;
  /**
   * How many units it will cost at the most, where that can be found out: asked once, of a call that nothing forbids, before units are
   * taken for it that would be of no use here and missed elsewhere. `plans`: ids of those held.
   */
  readonly measure?: (plans: readonly string[]) => Promise<number>;
};

/** Asks for no more than it can cost. `leave` ends the call where that cannot be found out. */
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
