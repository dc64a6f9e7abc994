import { isWhole } from './period.ts';

/** A subscription as Stripe last described it, in our words. Times are ISO-8601 UTC. */
export type SubscriptionItem = {
  /** The catalogue's lookup key, also after Stripe's price has lost it to a newer one; null where the price is not ours. */
  readonly lookupKey: string | null;
  readonly quantity: number;
  /** The price of one for a period, in minor units of the subscription's currency; absent for a metered or unknown price. */
  readonly unitAmountMinor?: number;
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly periodStart: string;
  /** Exclusive. */
  readonly periodEnd: string;
  /** For a metered price: Stripe's id of the item, and when it joined the subscription. Earlier usage does not belong to it. */
  readonly metered?: { readonly itemId: string; readonly since: string };
};

/** A card, as its owner knows it: `expMonth` 1…12, `expYear` with all digits. */
export type Card = {
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
};

/** Why a trial was ended immediately: each account and each card has one. */
export type TrialRefusal = 'account_had_trial' | 'card_had_trial';

/** Why we ended a subscription: the period's payments were refunded, a dispute, a returned first debit, or one trial too many. */
export type EndedBecause = 'refunded' | 'disputed' | 'first_payment_failed' | TrialRefusal;

/** Whether a subscription was ended because its trial was refused. */
export const isTrialRefusal = (because: EndedBecause | undefined): because is TrialRefusal =>
  because === 'account_had_trial' || because === 'card_had_trial';

/** The trial that a subscription began with. Times are ISO-8601 UTC. */
export type Trial = {
  readonly startedAt: string;
  /** Exclusive. */
  readonly endsAt: string;
  /** Our checkout offered it. A trial made by hand at Stripe is the operator's own decision, and is not refused. */
  readonly isOffered: boolean;
  /** A hash of Stripe's fingerprint of the card or bank account that pays; absent where it has none. */
  readonly fingerprint?: string;
};

/** A subscription of an account, as a sync stores it. */
export type Subscription = {
  readonly id: string;
  /** Stripe's status; an open type, because Stripe adds some. */
  readonly status: string;
  readonly createdAt: string;
  readonly cancelAtPeriodEnd: boolean;
  /** When Stripe will end it, whatever the reason. */
  readonly cancelAt: string | null;
  readonly endedAt: string | null;
  /** Absent where it goes on, or was not ended by us. */
  readonly endedBecause?: EndedBecause;
  /** ISO 4217, lower case; absent in items stored before this field existed. */
  readonly currency?: string;
  readonly collectionPaused: boolean;
  /** Stripe turned tax off, because it could not locate the customer. */
  readonly isUntaxed?: true;
  readonly collection: 'charge_automatically' | 'send_invoice';
  readonly latestInvoice: {
    readonly createdAt: string;
    readonly dueAt: string | null;
    readonly status: string | null;
    /** It is the invoice that began the subscription. */
    readonly isFirst?: true;
    /** Its total in minor units, with discounts, usage and tax; absent where it only bills a change. */
    readonly totalMinor?: number;
    /** Given up because collection was paused: no buyer was asked to pay it. */
    readonly isWithheld?: true;
    /** Stripe's code for why this draft could not become final; absent where it can, or has. */
    readonly finalizationError?: string;
    /** Stripe's page to pay it, for anybody with the link; only while it is open or given up. */
    readonly url?: string;
  } | null;
  readonly items: readonly SubscriptionItem[];
  /** A change that is invoiced and not paid yet; until then the items stay as they are. Absent where there is none. */
  readonly pendingChange?: {
    readonly items: readonly ChangedItem[];
    /** When Stripe drops it. */
    readonly expiresAt: string;
    /** Stripe's page to pay it; null where Stripe gave none. */
    readonly invoiceUrl: string | null;
  };
  /** A change that we scheduled for the start of a period. Absent where there is none. */
  readonly scheduledChange?: {
    readonly items: readonly ChangedItem[];
    readonly at: string;
    /** It would be charged to a card that the subscription no longer has as its own. */
    readonly hasOtherCard?: true;
  };
  /** The card that the next invoice is charged to; absent where it is charged to something else, or nothing. */
  readonly card?: Card;
  /** The next invoice is debited from a bank account, which takes days to answer. */
  readonly isDebited?: true;
  /** Present where it began with a trial, also after that is over. */
  readonly trial?: Trial;
};

/**
 * Whether it is still running and cancelled for the end of its period. A subscription that ended immediately keeps its planned date. In
 * flexible billing mode Stripe's own portal sets only the date (https://docs.stripe.com/billing/subscriptions/billing-mode/compare). Any
 * other date is the operator's. Inside the period it cuts the period short (https://docs.stripe.com/billing/subscriptions/cancel).
 */
export function endsWithPeriod({ cancelAtPeriodEnd, cancelAt, endedAt, items, trial }: Subscription): boolean {
  if (endedAt !== null) return false;
  if (cancelAtPeriodEnd) return true;
  const [last] = items.toSorted((a, b) => Date.parse(b.periodEnd) - Date.parse(a.periodEnd));
  if (cancelAt === null || last === undefined || Date.parse(cancelAt) !== Date.parse(last.periodEnd)) return false;
  return isWhole(last) || trial?.endsAt === last.periodEnd;
}

/** The subscription without links, which Stripe may rewrite at any time: states that differ only in links are the same. */
export const withoutLinks = ({ latestInvoice, pendingChange, ...subscription }: Subscription): Subscription => {
  const { url, ...invoice } = latestInvoice ?? {};
  return {
    ...subscription,
    latestInvoice: latestInvoice && (invoice as typeof latestInvoice),
    ...(pendingChange && { pendingChange: { ...pendingChange, invoiceUrl: null } }),
  };
};

/** The subscription without the buyer's traces: the card, and links to invoices, which show name and address. */
export const withoutPerson = ({ card, ...subscription }: Subscription): Subscription => withoutLinks(subscription);

/** An item of a planned change. */
export type ChangedItem = Pick<SubscriptionItem, 'lookupKey' | 'quantity'>;
