/** The Stripe port, in our words. `stripe-gateway.ts` speaks to Stripe; a stand-in for tests keeps the same promises. */
import type { Company } from '../domain/billing/company.ts';
import type { TopUp } from '../domain/billing/credit.ts';
import type { InvoiceOrder } from '../domain/billing/invoice-order.ts';
import type { RequestedItem } from '../domain/billing/plan-change.ts';
import type { SubscriptionPayment } from '../domain/billing/returned.ts';
import type { StripeMessage } from '../domain/billing/stripe-message.ts';
import type { EndedBecause, Subscription } from '../domain/billing/subscription.ts';
import { AppError } from '../errors.ts';
import type { PageReader, PortalReturn } from './hosted-pages.ts';
import type { MoneyGiver } from './invoice-refunds.ts';
import type { InvoicePage, PageOf, Payment, SubscriptionPage, UndeliveredPage } from './pages.ts';
import type { Refunding } from './refunding.ts';

/** A customer to create at Stripe. `testClock`: the test clock whose time it lives in, which only a rehearsal gives. */
export type NewCustomer = {
  readonly accountId: string;
  readonly email: string;
  readonly organization: string;
  readonly testClock?: string;
};

/** A session of Stripe's checkout. */
export type CheckoutSession = {
  readonly id: string;
  readonly url: string | null;
  readonly status: 'open' | 'complete' | 'expired';
  readonly customerId: string | null;
  readonly subscriptionId: string | null;
};

/** An order by invoice to place at Stripe. */
export type NewInvoiced = { readonly accountId: string; readonly customerId: string; readonly order: InvoiceOrder };

/** `location`: tax cannot be computed for the address; `currency`: something in another one is still open; `message`: Stripe's. */
export type RefusedOrder = { readonly refused: 'location' | 'currency' | 'other'; readonly message: string };

/** A checkout to open at Stripe. */
export type NewCheckout = {
  readonly accountId: string;
  readonly customerId: string;
  readonly lookupKey: string;
  /** Sold beside it by the head, in the same subscription; null for none. */
  readonly seats: { readonly lookupKey: string; readonly quantity: number } | null;
  /** The metered price of what goes beyond the plan's allowance, in the same subscription; absent for none. */
  readonly overage?: string;
  /** One that all of it is sold in. */
  readonly currency: string;
  /** The page has a field for them. */
  readonly promotionCodes: boolean;
  /** Whether Stripe computes tax, by the address and the VAT id that the buyer enters. */
  readonly taxes?: boolean;
  /** Days free of charge, for which a card is asked all the same; null: none. */
  readonly trialDays: number | null;
  readonly reader: PageReader;
  readonly successUrl: string;
  readonly cancelUrl: string;
};

/** So many packs of prepaid units, paid once. `units` is of all packs together, and is kept with the payment. */
export type NewTopUp = Pick<NewCheckout, 'accountId' | 'customerId' | 'lookupKey' | 'currency' | 'taxes'> &
  Pick<NewCheckout, 'reader' | 'successUrl' | 'cancelUrl'> & { readonly packs: number; readonly units: number };

/** A charge of a saved card for prepaid credit. */
export type TopUpCharge = Pick<NewTopUp, 'accountId' | 'customerId' | 'units' | 'currency'> & {
  readonly amountMinor: number;
  readonly card: string;
  /** The name on statements and receipts. */
  readonly description: string;
};

/** A change of a subscription's items that the catalogue sells; others in it stay as they are. */
export type ItemsChange = {
  readonly subscriptionId: string;
  /** Lookup keys in it now that the new ones take the place of, each that of the same rank. */
  readonly replaces: readonly string[];
  readonly items: readonly RequestedItem[];
};

/** A change at once. `prorationAt`: the moment to which the old plan counts as used, a preview's; absent: now, by Stripe's clock. */
export type ImmediateChange = ItemsChange & { readonly isProrated: boolean; readonly prorationAt?: string };

/** An invoice as it would be. `dueMinor` is the total less what the customer has to their credit, never below 0. */
export type InvoicePreview = {
  readonly currency: string;
  readonly totalMinor: number;
  readonly dueMinor: number;
  /** The period that would begin with it, half-open, ISO-8601 UTC; null where the present one goes on, or it is to come. */
  readonly period: { readonly start: string; readonly end: string } | null;
  readonly lines: readonly { readonly description: string; readonly amountMinor: number }[];
};

/** Every write takes a business idempotency key, so that a re-run repeats nothing. */
export interface StripeGateway extends MoneyGiver {
  createCustomer(input: NewCustomer, idempotencyKey: string): Promise<{ readonly customerId: string }>;
  /** Sets the address to which Stripe mails receipts; false where it is that already, or the customer is deleted. */
  setCustomerEmail(customerId: string, email: string): Promise<boolean>;
  /** @throws where there never was one */
  isCustomerDeleted(customerId: string): Promise<boolean>;
  /** @throws CustomerDeleted, AppError 409 where something in another currency is still open */
  createCheckout(input: NewCheckout, idempotencyKey: string): Promise<CheckoutSession>;
  /** Null: there is none. */
  readCheckout(id: string): Promise<CheckoutSession | null>;
  /** Answers the session as it is afterwards: `complete` if it could not be expired because it was paid. */
  expireCheckout(id: string): Promise<CheckoutSession>;
  /** The ids of the prices that these lookup keys lead to now, in their order. @throws Error where Stripe lacks one */
  pricesOf(lookupKeys: readonly string[]): Promise<readonly string[]>;
  /** @throws CustomerDeleted, AppError 400 naming the field that Stripe does not take */
  setCompany(customerId: string, company: Company): Promise<void>;
  /**
   * A subscription that is paid by invoice. Under a key that was used before it answers the one made then, however long ago. Where Stripe
   * refuses the order none was made.
   */
  createInvoiced(
    input: NewInvoiced,
    idempotencyKey: string,
  ): Promise<{ readonly subscriptionId: string } | RefusedOrder>;
  /** Makes a subscription's first invoice final and mails it, once; answers where it can be seen and paid. */
  sendFirstInvoice(subscriptionId: string): Promise<{ readonly url: string }>;
  /** @throws CustomerDeleted */
  createBillingPortalSession(customerId: string, back: PortalReturn): Promise<{ readonly url: string }>;
  /** All subscriptions of a customer, ended ones too, whatever the number of pages. A deleted customer has none; one that never was throws. */
  listSubscriptions(customerId: string): Promise<readonly Subscription[]>;
  /** One page of all subscriptions that have not ended, whoever has them. */
  listAll(cursor?: string): Promise<SubscriptionPage>;
  /** Cancels it for its period's end, or takes back that it ends, then or on a date. False when it has ended, which stays as it is. */
  cancelAtPeriodEnd(subscriptionId: string, cancel: boolean): Promise<boolean>;
  /** Ends it; one that has ended stays as it is. */
  cancelNow(subscriptionId: string): Promise<void>;
  /** The invoice that a change at once would make, to the cent if it is made with the same `prorationAt`. */
  previewChange(change: ItemsChange & { readonly prorationAt: string }): Promise<InvoicePreview>;
  /** The invoice of the first period after a change that comes with it. */
  previewRenewal(change: ItemsChange): Promise<InvoicePreview>;
  /**
   * Changes the items at once. Where that is charged to a card and not paid, the old items stay, and the change waits for its
   * invoice. One that waits, or was planned before, is dropped. False when the subscription has ended. @throws AppError `conflict`
   */
  changeItems(change: ImmediateChange, idempotencyKey: string): Promise<boolean>;
  /** Plans a change for the next period, in place of any planned before. False when the subscription has ended. @throws AppError `conflict` */
  scheduleItems(change: ItemsChange, idempotencyKey: string): Promise<boolean>;
  /** Drops a change that waits for payment, and one that was planned for later; none is none. @throws AppError `conflict` where a schedule is not ours */
  dropPlanned(subscriptionId: string): Promise<void>;
  /** Completes a change that was interrupted or paid later, and lets a planned one follow the card. Repeated, it changes nothing. */
  completeChange(subscriptionId: string): Promise<void>;
  /** Ends it because money went back, which Stripe keeps with it; one that has ended stays as it is. */
  endBecause(subscriptionId: string, because: EndedBecause): Promise<void>;
  /**
   * Refunds in full the last payment for a subscription that has ended, and voids its open invoices. Done again it says how that refund
   * stands now, and refunds again what came back: three times at most.
   */
  refund(subscriptionId: string, attempt: { readonly key: string; readonly now: Date }): Promise<Refunding>;
  /** Turns a subscription's tax on again; false where Stripe cannot locate its customer yet. */
  restoreTax(subscriptionId: string): Promise<boolean>;
  /** Tries again to make final the drafts of a customer that could not become so; answers those that now are. */
  finalizeDrafts(customerId: string): Promise<readonly string[]>;
  /** Everything paid on a customer's subscription invoices, if any of it was refunded or disputed; else nothing. With `all` also then. */
  listReturned(customerId: string, all?: 'all'): Promise<readonly SubscriptionPayment[]>;
  /** A checkout whose card is kept for payments without its owner. @throws CustomerDeleted, AppError 409 as `createCheckout` */
  createTopUp(input: NewTopUp, idempotencyKey: string): Promise<CheckoutSession>;
  /** The card that is charged without its owner: the customer's default, else the one that was saved last; null for none. */
  savedCard(customerId: string): Promise<string | null>;
  /** Hashes of the fingerprints of what a customer can pay with, 100 at most; none for a deleted one. */
  cardsOf(customerId: string): Promise<readonly string[]>;
  /** Charges a saved card for prepaid units, without its owner; `refused`: Stripe takes no such charge. Repeated under its key within a day it is one charge. */
  chargeTopUp(input: TopUpCharge, idempotencyKey: string): Promise<'succeeded' | 'processing' | 'declined' | 'refused'>;
  /** Everything that a customer ever paid for prepaid units, whatever became of it. A deleted customer has nothing. */
  listTopUps(customerId: string): Promise<readonly TopUp[]>;
  /** Customers of whom a charge was refunded in the 30 days before `now`, or disputed in the 180 days before. */
  customersOfReturned(now: Date): Promise<ReadonlySet<string>>;
  /** Newest first; drafts are left out, so a page may be shorter than `limit`. @throws AppError `invalid_request` for a strange cursor */
  listInvoices(customerId: string, page: PageOf): Promise<InvoicePage>;
  /** Payments made within a span (ISO-8601 UTC, `to` exclusive) that succeeded, newest first; none for a deleted customer. */
  listPayments(customerId: string, span: { readonly from: string; readonly to: string }): Promise<readonly Payment[]>;
  /** The customer behind a charge, an invoice or a subscription; null where there is none. */
  customerOf(via: NonNullable<StripeMessage['via']>): Promise<string | null>;
  /** Events that were not delivered to every endpoint, newest first, whatever their type; `cursor` is the previous page's. */
  listUndelivered(cursor?: string): Promise<UndeliveredPage>;
}

/** The customer was deleted at Stripe, which cannot be undone there: only the operator can help. */
export class CustomerDeleted extends AppError {
  constructor(cause: unknown) {
    super('conflict', 'Your customer record at Stripe was deleted, so you can’t buy with it. Contact us.', {
      cause,
    });
    this.name = 'CustomerDeleted';
  }
}

/** Stripe did not answer, answered 5xx or 429: it may or may not have happened; the caller may retry with the same key. */
export class StripeUnavailable extends AppError {
  constructor(cause: unknown) {
    const detail = 'Stripe is not responding. Try again in a minute; you can’t be charged twice.';
    super('stripe_unavailable', detail, { cause, retryAfterSeconds: 5 });
    this.name = 'StripeUnavailable';
  }
}
