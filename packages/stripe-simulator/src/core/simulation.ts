import type Stripe from 'stripe';
import type { Expiry, TestCard } from '../billing/cards.ts';
import type { CheckoutOrder } from '../billing/wanted.ts';
import type { BillLine, NewInvoice } from '../resources/invoice-input.ts';
import type { Payable } from '../resources/payable.ts';
import type { Agenda, DueKind } from './agenda.ts';
import type { NewId } from './ids.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';
import type { AnyEvent } from './thin-event.ts';
import type { Time } from './time.ts';

/** What a session sells, and the payment intent of the attempts so far. */
export type Checkout = {
  readonly wanted: CheckoutOrder;
  readonly lineItems: readonly Stripe.LineItem[];
  readonly intent: string | null;
  /** Of a session that is paid once: what its payment intent is made of. Absent: it begins a subscription. */
  readonly payment?: Pick<Payable, 'description' | 'metadata' | 'setupFutureUsage'>;
  /** What of the buyer's typing is kept with a customer who was there before. */
  readonly update: Stripe.Checkout.SessionCreateParams['customer_update'];
};

/** A card that the buyer gave and has to confirm by 3-D Secure; `id` is known to that buyer's page only. */
export type PendingCard = {
  readonly id: string;
  readonly card: TestCard;
  readonly expiry: Expiry | undefined;
  readonly details: BuyerDetails;
};

/** What the buyer types into a hosted page beside the card. */
export type BuyerDetails = {
  readonly name: string;
  readonly country: string;
  readonly postalCode: string;
  readonly taxId: string;
};

/** Usage that was reported of a customer, at its own time in epoch seconds. */
export type MeterEvent = {
  readonly customer: string;
  readonly at: number;
  readonly value: number;
  /** When it came. */
  readonly receivedAt: number;
};

/** Reported usage that will not be counted, and why; `code` is one of Stripe's. */
export type MeterFault = { readonly code: string; readonly message: string; readonly identifier: string };

/** What a subscription becomes once `invoice` is paid. */
export type PendingUpdate = { readonly invoice: string; readonly changes: Partial<Stripe.Subscription> };

/** A coupon and the products that it is for; null for all. */
export type CouponTerms = { readonly coupon: Stripe.Coupon; readonly products: readonly string[] | null };

/** What a price costs in a currency beside its own. */
export type CurrencyOption = Pick<Stripe.Price, 'tax_behavior' | 'unit_amount' | 'unit_amount_decimal'>;

/** One simulated Stripe account: its state, its time, and the way out to its webhook endpoints. */
export type Simulation = {
  readonly store: Store;
  readonly time: Time;
  /** The test card behind each payment method, by its id. */
  readonly cards: Map<string, TestCard>;
  /** The invoice payment of each finalized invoice over more than nothing, by the invoice's id. */
  readonly paymentOfInvoice: Map<string, string>;
  /** What stands behind each checkout session, by its id. */
  readonly checkouts: Map<string, Checkout>;
  /** Cards that wait for 3-D Secure, by the checkout or portal session where they were given. */
  readonly pendingCards: Map<string, PendingCard>;
  /** Prorations that wait for a subscription's next invoice, by its id. */
  readonly pendingLines: Map<string, readonly BillLine[]>;
  /** Changes that wait for their invoice to be paid, by the subscription's id. */
  readonly pendingUpdates: Map<string, PendingUpdate>;
  /** What a price costs in other currencies than its own, by its id. */
  readonly currencyOptions: Map<string, Readonly<Record<string, CurrencyOption>>>;
  /** The products that a coupon is for, by its id; none where it is for all. */
  readonly couponProducts: Map<string, readonly string[]>;
  /** The terms that each discount keeps, whatever becomes of its coupon, by the discount's id. */
  readonly couponOf: Map<string, CouponTerms>;
  /** What an item's period was billed at where a discount made that less than its price. */
  readonly netAmounts: Map<string, number>;
  /** What was reported to each meter, by its id, in the order in which it came. */
  readonly meterEvents: Map<string, readonly MeterEvent[]>;
  /** When each identifier of an event was last taken, in epoch seconds. */
  readonly meterIdentifiers: Map<string, number>;
  /** The next report of a meter, by its id. */
  readonly meterFaults: Map<string, readonly MeterFault[]>;
  /** What drafts that bill usage are made of, by the invoice's id. */
  readonly meteredDrafts: Map<string, NewInvoice>;
  readonly agenda: Agenda;
  readonly dueHandlers: DueHandlers;
  readonly newId: NewId;
  readonly settings: Settings;
  /** Where the hosted pages are, without a slash at the end. */
  readonly origin: string;
  readonly apiVersion: string;
  /** The API request that is being answered, which the events it causes name; null for what Stripe does by itself. */
  request: { readonly id: string; readonly idempotencyKey: string | null } | null;
  /** Sends an event to its endpoints later, never within the call. */
  readonly dispatch: (event: AnyEvent) => void;
};

/** What happens when something falls due, by its kind. */
export type DueHandlers = Readonly<Record<DueKind, (sim: Simulation, id: string) => void>>;
