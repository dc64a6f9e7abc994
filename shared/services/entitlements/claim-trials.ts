import type { Subscription } from '../../domain/billing/subscription.ts';
import { isTrialing, unclaimedTrials } from '../../domain/billing/trial.ts';
import type { SyncDeps } from './deps.ts';

type Trials = {
  readonly accountId: string;
  readonly known: readonly Subscription[];
  readonly found: readonly Subscription[];
};

/**
 * Claims the account and the card of every trial that is first seen, before anything is granted for it. One that cannot have them is
 * ended at Stripe at once: false then, since Stripe has to be asked again for what is to be stored. A run that dies anywhere is
 * repeated by the next, which finds its own claims, or the trial ended with its reason.
 */
export async function claimTrials(deps: SyncDeps, { accountId, known, found }: Trials): Promise<boolean> {
  let allStand = true;
  for (const subscription of unclaimedTrials(known, found)) {
    const { id, trial } = subscription;
    const claim = { accountId, subscriptionId: id, fingerprint: trial?.fingerprint, now: deps.now() };
    const refusal = await deps.trials.claim(claim);
    if (refusal === null || !isTrialing(subscription)) continue;
    await deps.stripe.endBecause(id, refusal);
    deps.log.warn('trial refused', { account: accountId, subscription: id, refusal });
    allStand = false;
  }
  return allStand;
}
