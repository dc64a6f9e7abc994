import type { Sold } from '../catalog/look-up.ts';
import { isTrialRefusal, type Subscription } from './subscription.ts';

/** Days free of charge that a plan or badge begins with for who had no trial yet; null: none. */
export const trialDaysOf = (sold: Sold): number | null =>
  (sold.kind === 'plan' ? sold.plan.trialDays : sold.badge.trialDays) ?? null;

/** Whether any of the subscriptions, ended ones too, began with a trial. */
export const hadTrial = (subscriptions: readonly Subscription[]): boolean =>
  subscriptions.some(({ trial }) => trial !== undefined);

/**
 * Of the subscriptions found at Stripe, those whose trial is not known to be claimed: it is first seen, or what pays for it is. What
 * is stored was claimed before it was stored, so a trial costs its claim once.
 */
export const unclaimedTrials = (known: readonly Subscription[], found: readonly Subscription[]): Subscription[] =>
  found.filter(({ id, trial, endedBecause }) => {
    if (!trial?.isOffered || isTrialRefusal(endedBecause)) return false;
    const claimed = known.find((each) => each.id === id)?.trial;
    return claimed === undefined || (claimed.fingerprint === undefined && trial.fingerprint !== undefined);
  });

/** Whether it is free of charge now: the only state in which a trial is refused. */
export const isTrialing = ({ status }: Subscription): boolean => status === 'trialing';
