import type { Subscription } from '../../domain/billing/subscription.ts';
import { isTrialing, unclaimedTrials } from '../../domain/billing/trial.ts';
import type { SyncDeps } from './deps.ts';

type Trials = {
  readonly accountId: string;
  readonly known: readonly Subscription[];
  readonly found: readonly Subscription[];
};

/**
 * Claims the account and the card of every trial that is first seen, before it grants anything. A trial without a claim is ended at Stripe
 * immediately. Then the result is false, since Stripe must be asked again before anything is stored. The next run repeats one that died
 * anywhere, and finds its own claims or the ended trial.
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
