import type { Sold } from '../catalog/look-up.ts';
import { isTrialRefusal, type Subscription } from './subscription.ts';

/** The free days of a plan or badge, for an account without an earlier trial; null: none. */
export const trialDaysOf = (sold: Sold): number | null =>
  (sold.kind === 'plan' ? sold.plan.trialDays : sold.badge.trialDays) ?? null;

/** Whether any of the subscriptions, ended ones too, began with a trial. */
export const hadTrial = (subscriptions: readonly Subscription[]): boolean =>
  subscriptions.some(({ trial }) => trial !== undefined);

/**
 * The subscriptions at Stripe whose trial has no known claim: it is new, or its payment method is. A stored trial was claimed before it was
 * stored, so each trial costs one claim.
 */
export const unclaimedTrials = (known: readonly Subscription[], found: readonly Subscription[]): Subscription[] =>
  found.filter(({ id, trial, endedBecause }) => {
    if (!trial?.isOffered || isTrialRefusal(endedBecause)) return false;
    const claimed = known.find((each) => each.id === id)?.trial;
    return claimed === undefined || (claimed.fingerprint === undefined && trial.fingerprint !== undefined);
  });

/** Whether the trial is running: only then can it be refused. */
export const isTrialing = ({ status }: Subscription): boolean => status === 'trialing';
