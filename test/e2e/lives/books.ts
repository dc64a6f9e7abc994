import type {
  StripeCharge,
  StripeDispute,
  StripeInvoice,
  StripeLine,
  StripePrice,
  StripeSubscription,
} from './stripe-side.ts';

/** A successful act in a life. `at` is just before it, in epoch seconds of the world's clock. */
export type Deed = { readonly at: number; readonly email: string } & (
  | { readonly kind: 'bought'; readonly lookupKey: string; readonly byDebit: boolean }
  | { readonly kind: 'cancelled'; readonly subscription: string; readonly endsAt: number }
  | { readonly kind: 'kept'; readonly subscription: string }
  | { readonly kind: 'ended'; readonly subscription: string }
  | {
      readonly kind: 'changed';
      readonly subscription: string;
      readonly lookupKey: string;
      /** The API's answer: the change holds now, once its invoice is paid, or with the next period. */
      readonly outcome: 'changed' | 'awaiting_payment' | 'scheduled';
    }
  | { readonly kind: 'paused'; readonly subscription: string }
  | { readonly kind: 'resumed'; readonly subscription: string }
  | { readonly kind: 'migrated'; readonly lookupKey: string; readonly to: string; readonly moved: readonly string[] }
  | { readonly kind: 'refunded'; readonly charge: string; readonly amount: number }
  | { readonly kind: 'disputed'; readonly charge: string; readonly isWon: boolean }
);

/** Served units of one call. `at`: epoch seconds. The rest is what Stripe said of the customer's plan at that time. */
export type Call = {
  readonly at: number;
  readonly email: string;
  readonly units: number;
  /** Where the units count: the subscription whose plan has the allowance, and the start of its period. */
  readonly subscription: string;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly allowance: number;
  /** Nothing is served past the allowance. */
  readonly isHard: boolean;
};

/** A difference of usage that the product's drift report lists. `at`: epoch seconds. */
export type UsageDrift = {
  readonly at: number;
  readonly customer: string;
  /** Subscription, plan and first day, as the report names it. */
  readonly window: string;
  readonly field: string | null;
  /** The price of the units, in minor units. */
  readonly money?: { readonly amountMinor: number; readonly currency: string };
  readonly text: string;
  /** Units that the report says are not billed; less than nothing where too many are. */
  readonly units: number;
};

/** Stripe's objects about money, each in its newest state, and all deeds so far. */
export type Books = {
  readonly subscriptions: Map<string, StripeSubscription>;
  readonly invoices: Map<string, StripeInvoice>;
  readonly charges: Map<string, StripeCharge>;
  readonly disputes: Map<string, StripeDispute>;
  readonly prices: Map<string, StripePrice>;
  readonly deeds: Deed[];
  readonly calls: Call[];
  readonly drifts: UsageDrift[];
  /** The Stripe customer of each address. */
  readonly customers: Map<string, string>;
};

export const emptyBooks = (): Books => ({
  subscriptions: new Map(),
  invoices: new Map(),
  charges: new Map(),
  disputes: new Map(),
  prices: new Map(),
  deeds: [],
  calls: [],
  drifts: [],
  customers: new Map(),
});

/**
 * The part of the books about these customers, and the deeds that concern everybody. Customers without news are as they were when they
 * were judged, so a day's judges need only the customers of that day.
 */
export function partOf(books: Books, customers: ReadonlySet<string>): Books {
  const ofThem = <T extends { readonly customer: string }>(all: ReadonlyMap<string, T>) =>
    new Map([...all].filter(([, { customer }]) => customers.has(customer)));
  const isAbout = ({ kind, email }: Deed) => kind === 'migrated' || customers.has(books.customers.get(email) ?? '');
  return {
    ...books,
    subscriptions: ofThem(books.subscriptions),
    invoices: ofThem(books.invoices),
    charges: ofThem(books.charges),
    deeds: books.deeds.filter(isAbout),
    calls: books.calls.filter(({ email }) => customers.has(books.customers.get(email) ?? '')),
    drifts: books.drifts.filter(({ customer }) => customers.has(customer)),
  };
}

/** The customers with news since `from` (epoch seconds): a bill, a charge, a deed, or a planned end. */
export function customersSince({ invoices, charges, deeds, customers }: Books, from: number): ReadonlySet<string> {
  const since = (objects: Iterable<StripeInvoice | StripeCharge>) =>
    [...objects].flatMap(({ created, customer }) => (created >= from ? [customer] : []));
  const acted = deeds.filter((deed) => Math.max(deed.at, deed.kind === 'cancelled' ? deed.endsAt : 0) >= from);
  const actors = acted.flatMap(({ email }) => customers.get(email) ?? []);
  return new Set([...since(invoices.values()), ...since(charges.values()), ...actors]);
}

/** Enters the newest state of objects into a book. */
export function enter<T extends { readonly id: string }>(book: Map<string, T>, objects: readonly T[]): void {
  for (const object of objects) book.set(object.id, object);
}

/** The charges that were made for an invoice. */
export function chargesFor({ charges }: Books, { payments }: StripeInvoice): StripeCharge[] {
  const intents = new Set(payments.data.map(({ payment }) => payment.payment_intent));
  return [...charges.values()].filter(({ payment_intent }) => intents.has(payment_intent));
}

/** Whether a bank account was, or is to be, debited for an invoice. */
export const isDebited = (books: Books, invoice: StripeInvoice): boolean =>
  chargesFor(books, invoice).some(({ payment_method_details }) => payment_method_details.type === 'sepa_debit');

export const subscriptionIn = (invoice: StripeInvoice): string =>
  invoice.parent.subscription_details?.subscription ?? '';

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** The item that a line bills for a whole period; undefined for a proration. */
export const itemOfLine = ({ parent }: StripeLine): string | undefined =>
  parent.subscription_item_details?.subscription_item;

/**
 * Whether an invoice counts. An invoice of a change that was never paid billed nothing. It counts all the same if the subscription is in the
 * period that it bills, as after a planned change of interval.
 */
export function counts(invoice: StripeInvoice, subscriptions: Books['subscriptions']): boolean {
  if (invoice.billing_reason !== 'subscription_update' || invoice.status === 'paid') return true;
  const items = subscriptions.get(subscriptionIn(invoice))?.items.data ?? [];
  return invoice.lines.data.some((line) =>
    items.some((item) => item.id === itemOfLine(line) && item.current_period_start === line.period.start),
  );
}

/** How much later than its note a deed may take effect: it is noted just before, and the world's clock runs meanwhile. */
export const deedSeconds = 600;

/** A time in the text of a fault. */
export const date = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString();
