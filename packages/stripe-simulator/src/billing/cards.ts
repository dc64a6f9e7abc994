import { accountMap } from '../core/account-map.ts';

/** Why a bank or Stripe refuses a charge. `message` is Stripe's sentence for the buyer. */
export type Decline = {
  readonly code: string;
  readonly declineCode: string | null;
  readonly message: string;
};

/** Why a test card's charge is disputed; an inquiry only asks, and takes no money. https://docs.stripe.com/testing#disputes */
export type DisputeKind = 'fraudulent' | 'product_not_received' | 'inquiry';

/**
 * One of Stripe's published test cards. `authentication` tells when 3-D Secure is required: once at set-up, or at every payment. At a
 * renewal nobody is there to answer. https://docs.stripe.com/testing
 */
export type TestCard = {
  readonly number: string;
  readonly brand: string;
  readonly funding: 'credit' | 'debit' | 'prepaid';
  readonly country: string;
  readonly authentication: 'none' | 'setup' | 'always';
  /** The refusal of every charge; null for a card that pays. */
  readonly decline: Decline | null;
  /** Whether the card can be saved. One with a decline is then refused only when it is charged. */
  readonly attaches: boolean;
  /** Charged, and disputed at once: for this reason, or as an inquiry first. */
  readonly dispute: DisputeKind | null;
  /** The fate of a refund that Stripe accepted: it is pending first, or the bank sends it back. */
  readonly refund?: 'pends' | 'fails';
  /** The address of the Link account that keeps the card; absent where the customer does. */
  readonly linkEmail?: string;
  /** A bank account: its answer comes days later. */
  readonly isDelayed?: true;
};

const declined = (declineCode: string, message = 'Your card was declined.'): Decline => ({
  code: 'card_declined',
  declineCode,
  message,
});
const refused = (code: string, message: string, declineCode: string | null = null): Decline => ({
  code,
  declineCode,
  message,
});

/** Stripe's refusal of a renewal that needs 3-D Secure, without the buyer. */
export const authenticationRequired = refused(
  'authentication_required',
  'Your card was declined. This transaction requires authentication.',
  'authentication_required',
);

/** The hosted page's refusal after 3-D Secure failed. */
export const authenticationFailed = refused(
  'payment_intent_authentication_failure',
  'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
);

/** The refusal of a card past its last month. */
const expiredCard = refused('expired_card', 'Your card has expired.', 'expired_card');

type Traits = Partial<Omit<TestCard, 'number' | 'brand'>>;

const row = (number: string, brand: string, traits: Traits = {}): TestCard => ({
  number,
  brand,
  funding: 'credit',
  country: 'US',
  authentication: 'none',
  decline: null,
  attaches: !traits.decline,
  dispute: null,
  ...traits,
});
const visa = (number: string, traits: Traits = {}) => row(number, 'visa', traits);

const testCards: readonly TestCard[] = [
  visa('4242424242424242'),
  visa('4000056655665556', { funding: 'debit' }),
  row('5555555555554444', 'mastercard'),
  row('2223003122003222', 'mastercard'),
  row('5200828282828210', 'mastercard', { funding: 'debit' }),
  row('5105105105105100', 'mastercard', { funding: 'prepaid' }),
  row('378282246310005', 'amex'),
  row('371449635398431', 'amex'),
  row('6011111111111117', 'discover'),
  row('3056930009020004', 'diners'),
  row('3566002020360505', 'jcb'),
  row('6200000000000005', 'unionpay'),
  visa('4000000000000002', { decline: declined('generic_decline') }),
  visa('4000000000009995', { decline: declined('insufficient_funds', 'Your card has insufficient funds.') }),
  visa('4000000000009987', { decline: declined('lost_card') }),
  visa('4000000000009979', { decline: declined('stolen_card') }),
  visa('4000000000000069', { decline: expiredCard }),
  visa('4000000000000127', {
    decline: refused('incorrect_cvc', "Your card's security code is incorrect.", 'incorrect_cvc'),
  }),
  visa('4000000000000119', {
    decline: refused(
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
      'processing_error',
    ),
  }),
  visa('4242424242424241', {
    decline: refused('incorrect_number', 'Your card number is incorrect.', 'incorrect_number'),
  }),
  visa('4000000000006975', { decline: declined('card_velocity_exceeded') }),
  visa('4000000000000341', { decline: declined('generic_decline'), attaches: true }),
  visa('4000002500003155', { authentication: 'setup' }),
  visa('4000002760003184', { authentication: 'always' }),
  visa('4000000000003220', { authentication: 'always' }),
  visa('4000008400001629', { authentication: 'always', decline: declined('generic_decline') }),
  visa('4000000000003055'),
  visa('4000000000000259', { dispute: 'fraudulent' }),
  visa('4000000000002685', { dispute: 'product_not_received' }),
  visa('4000000000001976', { dispute: 'inquiry' }),
  visa('4000000000007726', { refund: 'pends' }),
  visa('4000000000005126', { refund: 'fails' }),
];

/** The test card with this number, spaces and hyphens ignored; undefined for any other number. */
export function findTestCard(number: string): TestCard | undefined {
  const digits = number.replace(/[\s-]/g, '');
  return testCards.find((card) => card.number === digits);
}

/** A card's last month: 1…12 and all four digits of the year. */
export type Expiry = { readonly month: number; readonly year: number };

/** Whether a card's last month is over; `now` in epoch seconds. Months end in UTC here; at a bank, where it is. */
const isPast = ({ month, year }: Expiry, now: number): boolean => now >= Date.UTC(year, month) / 1000;

/** The card as it answers at `now`: one that has expired is refused, and cannot be saved. */
export const cardAt = (card: TestCard, expiry: Expiry, now: number): TestCard =>
  isPast(expiry, now) ? { ...card, decline: expiredCard, attaches: false } : card;

/** Ready-made payment methods that the API takes by name. https://docs.stripe.com/testing?testing-method=payment-methods */
export const cardTokens: Readonly<Record<string, string>> = {
  pm_card_visa: '4242424242424242',
  pm_card_visa_debit: '4000056655665556',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_visa_chargeDeclined: '4000000000000002',
  pm_card_visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_authenticationRequiredOnSetup: '4000002500003155',
  pm_card_authenticationRequired: '4000002760003184',
  pm_card_createDispute: '4000000000000259',
  pm_card_createDisputeProductNotReceived: '4000000000002685',
  pm_card_createDisputeInquiry: '4000000000001976',
  pm_card_pendingRefund: '4000000000007726',
  pm_card_refundFail: '4000000000005126',
};

/** The outcome of a charge: paid, refused, waiting for 3-D Secure, or waiting for the bank's answer. */
export type CardOutcome = 'succeeded' | 'requires_action' | 'processing' | Decline;

/** The circumstances of a payment that decide about 3-D Secure. */
export type Situation = {
  /** Whether the buyer is present to answer 3-D Secure. */
  readonly isOnSession: boolean;
  readonly isAuthenticated: boolean;
};

/** How this card answers a payment in this situation. */
export function outcomeOf(card: TestCard, { isOnSession, isAuthenticated }: Situation): CardOutcome {
  if (card.isDelayed) return 'processing';
  const wantsAuthentication = card.authentication === 'always' || (card.authentication === 'setup' && isOnSession);
  if (wantsAuthentication && !isAuthenticated) return isOnSession ? 'requires_action' : authenticationRequired;
  return card.decline ?? 'succeeded';
}

/** The test card behind each payment method, by the method's id. */
export const cardsByMethod = accountMap<TestCard>();
