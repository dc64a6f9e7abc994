import type { StripeUnavailable } from './gateway.ts';

/** So many accounts in a row for which Stripe does not answer are an outage; fewer may be Stripe's trouble with one of them. */
const maxInARow = 3;

/** Tells an outage of Stripe from failures of single accounts. */
export type OutageWatch = {
  /** Stripe answered for an account: returns those before it for which it did not, each a failure of its own. */
  answered(): readonly string[];
  /** Stripe did not answer for an account. @throws StripeUnavailable where that is an outage, which the next account would meet too */
  unanswered(accountId: string, error: StripeUnavailable): void;
};

/** Tells an outage, which ends a job, from an account for which Stripe never answers, and which must not keep the job from the others. */
export function outageWatch(): OutageWatch {
  const silent: string[] = [];
  let isOutage = false;
  return {
    answered: () => (isOutage ? [] : silent.splice(0)),
    unanswered(accountId, error) {
      silent.push(accountId);
      isOutage ||= silent.length >= maxInARow;
      if (isOutage) throw error;
    },
  };
}
