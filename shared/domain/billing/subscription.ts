/** A subscription as Stripe last described it, in our words. Times are ISO-8601 UTC. */
export type SubscriptionItem = {
  /** The catalogue's lookup key, also after Stripe's price has lost it to a newer one; null where the price is not ours. */
  readonly lookupKey: string | null;
  readonly quantity: number;
  /** The cost of one for a period at its own price, in minor units of the subscription's currency; absent of a metered price, and where it is not known. */
  readonly unitAmountMinor?: number;
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly periodStart: string;
  /** Exclusive. */
  readonly periodEnd: string;
  /** Of a metered price: Stripe's id of the item, and when it came into the subscription. What was used before is not its usage. */
  readonly metered?: { readonly itemId: string; readonly since: string };
};

/** A card, as far as its owner knows it: `expMonth` 1…12, `expYear` with all digits. */
export type Card = {
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
};

/** Why a trial was ended at once: there is one an account and one a card. */
export type TrialRefusal = 'account_had_trial' | 'card_had_trial';

/** Money went back, all that was paid for the period or by a dispute; or none came, by a first debit; or it was a trial too many. */
export type EndedBecause = 'refunded' | 'disputed' | 'first_payment_failed' | TrialRefusal;

export const isTrialRefusal = (because: EndedBecause | undefined): because is TrialRefusal =>
  because === 'account_had_trial' || because === 'card_had_trial';

export type Trial = {
  readonly startedAt: string;
  /** Exclusive. */
  readonly endsAt: string;
  /** Our checkout gave it. One made by hand at Stripe is the operator's own decision, and is not refused. */
  readonly isOffered: boolean;
  /** A hash of what Stripe calls the fingerprint of the card or account that pays; absent where it has none. */
  readonly fingerprint?: string;
};

export type Subscription = {
  readonly id: string;
  /** Stripe's status; open, because Stripe adds some. */
  readonly status: string;
  readonly createdAt: string;
  readonly cancelAtPeriodEnd: boolean;
  /** When Stripe will end it by itself, whatever the reason. */
  readonly cancelAt: string | null;
  readonly endedAt: string | null;
  /** Absent where it goes on or ended in another way. */
  readonly endedBecause?: EndedBecause;
  /** ISO 4217, lower case; absent in what was stored before it was kept. */
  readonly currency?: string;
  readonly collectionPaused: boolean;
  readonly collection: 'charge_automatically' | 'send_invoice';
  readonly latestInvoice: {
    readonly createdAt: string;
    readonly dueAt: string | null;
    readonly status: string | null;
    /** It begins the subscription. */
    readonly isFirst?: true;
    /** Its total in minor units of the subscription's currency, with discounts, usage and tax; absent where it only bills a change. */
    readonly totalMinor?: number;
    /** Given up because collection was paused: nobody was asked to pay it. */
    readonly isWithheld?: true;
    /** Stripe's code for why this draft could not become final; absent where it can, or has. */
    readonly finalizationError?: string;
    /** Stripe's page where it is paid, by whoever has the link; only while it is open or given up. */
    readonly url?: string;
  } | null;
  readonly items: readonly SubscriptionItem[];
  /** A change that is invoiced and not paid yet: the items stay as they are until it is. Absent where there is none. */
  readonly pendingChange?: {
    readonly items: readonly ChangedItem[];
    /** When Stripe drops it. */
    readonly expiresAt: string;
    /** Stripe's page where it is paid; null where Stripe gave none. */
    readonly invoiceUrl: string | null;
  };
  /** A change that comes with a period, planned by us. Absent where there is none. */
  readonly scheduledChange?: { readonly items: readonly ChangedItem[]; readonly at: string };
  /** What the next invoice is charged to; absent where that is no card, or nothing. */
  readonly card?: Card;
  /** The next invoice is debited from a bank account, which takes days to answer. */
  readonly isDebited?: true;
  /** Present where it began with a trial, also when that is over. */
  readonly trial?: Trial;
};

/**
 * Whether it goes on and was cancelled for the end of its period. One that was ended at once keeps the date that was planned. In flexible billing mode Stripe's own portal says so by the date alone
 * (https://docs.stripe.com/billing/subscriptions/billing-mode/compare); any other date is the operator's.
 */
export const endsWithPeriod = ({ cancelAtPeriodEnd, cancelAt, endedAt, items }: Subscription): boolean =>
  endedAt === null &&
  (cancelAtPeriodEnd ||
    (cancelAt !== null && Date.parse(cancelAt) === Math.max(...items.map(({ periodEnd }) => Date.parse(periodEnd)))));

/** Without links, which Stripe may write anew at any time: two states that differ in nothing else are the same. */
export const withoutLinks = ({ latestInvoice, pendingChange, ...subscription }: Subscription): Subscription => {
  const { url, ...invoice } = latestInvoice ?? {};
  return {
    ...subscription,
    latestInvoice: latestInvoice && (invoice as typeof latestInvoice),
    ...(pendingChange && { pendingChange: { ...pendingChange, invoiceUrl: null } }),
  };
};

/** Without what leads to who pays: the card, and the pages of invoices, which show name and address. */
export const withoutPerson = ({ card, ...subscription }: Subscription): Subscription => withoutLinks(subscription);

/** What an item will be. */
export type ChangedItem = Pick<SubscriptionItem, 'lookupKey' | 'quantity'>;
