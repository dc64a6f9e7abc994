import type { Account } from '../accounts/account.ts';
import type { Difference } from './drift.ts';

/** A subscription as Stripe lists it, whichever customer has it. */
export type ListedSubscription = {
  readonly id: string;
  readonly status: string;
  readonly customerId: string;
  /** The address to which Stripe mails the customer; null: it has none, or is deleted. */
  readonly customerEmail: string | null;
  /** It is of a product of our catalogue. */
  readonly isOurs: boolean;
  /** Lookup keys of its prices; the id of a price without one. */
  readonly prices: readonly string[];
};

const paying = new Set(['active', 'trialing', 'past_due']);

/** Whether it is paid, or will be, for one of our products. A subscription whose first payment never came brought no money. */
export const isPaidToUs = ({ isOurs, status }: ListedSubscription): boolean => isOurs && paying.has(status);

/** Whether no account gets access for this payment: none has the customer, or that account was deleted. */
export const isNobodys = (account: Account | null, { customerId }: ListedSubscription): boolean =>
  account === null || account.leftAt !== undefined || account.stripeCustomerId !== customerId;

/** The subscription as drift: Stripe has it, and nothing is stored. */
export const differenceOf = ({ id, status, prices }: ListedSubscription): Difference => ({
  of: 'subscription',
  id,
  field: null,
  before: null,
  after: JSON.stringify({ status, prices }),
});

/** A sentence for the operator: why it is drift, and what to do. */
export const adviceOn = ({ id, status, customerId, prices }: ListedSubscription): string =>
  `subscription ${id} (${status}) of customer ${customerId} pays for ${prices.join(', ')}. No account has that customer: it was made outside the checkout or for another deployment, or its account was deleted. Cancel and refund it at Stripe, or have the buyer sign up and buy anew.`;
