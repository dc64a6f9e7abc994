import type { Account } from '../accounts/account.ts';
import type { Difference } from './drift.ts';

/** A subscription as Stripe lists it, whoever has it. */
export type ListedSubscription = {
  readonly id: string;
  readonly status: string;
  readonly customerId: string;
  /** It is of a product of our catalogue. */
  readonly isOurs: boolean;
  /** Lookup keys of its prices; of one that has none its id. */
  readonly prices: readonly string[];
};

const paying = new Set(['active', 'trialing', 'past_due']);

/** Whether somebody pays by it for what we sell, or will: one whose first payment never came has brought no money. */
export const isPaidToUs = ({ isOurs, status }: ListedSubscription): boolean => isOurs && paying.has(status);

/** Whether what a customer pays gives access to nobody: no account has that customer, or it has left. */
export const isNobodys = (account: Account | null, { customerId }: ListedSubscription): boolean =>
  account === null || account.leftAt !== undefined || account.stripeCustomerId !== customerId;

/** As drift: nothing is stored here of what Stripe has. */
export const differenceOf = ({ id, status, prices }: ListedSubscription): Difference => ({
  of: 'subscription',
  id,
  field: null,
  before: null,
  after: JSON.stringify({ status, prices }),
});

/** For an operator: why it is drift, and what to do. */
export const adviceOn = ({ id, status, customerId, prices }: ListedSubscription): string =>
  `subscription ${id} (${status}) of customer ${customerId} pays for ${prices.join(', ')}, and no account has that customer: it was made outside the checkout, or for another deployment, or its account has left. Cancel and refund it at Stripe, or have the buyer sign up and buy anew.`;
