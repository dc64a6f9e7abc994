import type Stripe from 'stripe';
import type { ThinEvent } from './thin-event.ts';

type Reference = string | { readonly id: string } | null | undefined;

/**
 * Objects of one kind by id, in the order they were made. An object is replaced, never changed in place. Where the kind has an owner,
 * listing one owner's objects reads only those.
 */
class Collection<T extends { readonly id: string }> {
  private readonly objects = new Map<string, T>();
  private readonly places = new Map<string, number>();
  private readonly owned = new Map<string, Set<string>>();
  private readonly ownerOf: (object: T) => Reference;
  private made = 0;

  constructor(ownerOf: (object: T) => Reference = () => undefined) {
    this.ownerOf = ownerOf;
  }

  add(object: T): T {
    this.replace(object);
    return object;
  }

  get(id: string): T | undefined {
    return this.objects.get(id);
  }

  /** Throws where there is no such object: for ids that the simulator itself keeps. */
  mustGet(id: string): T {
    const object = this.objects.get(id);
    if (!object) throw new Error(`The simulator lost ${id}`);
    return object;
  }

  patch(id: string, changes: Partial<T>): { before: T; after: T } {
    const before = this.mustGet(id);
    const after = { ...before, ...changes };
    this.replace(after, before);
    return { before, after };
  }

  /** Forgets the oldest objects, as long as `isOver` holds of them. */
  removeOldestWhile(isOver: (object: T) => boolean): void {
    for (const object of this.objects.values()) {
      if (!isOver(object)) return;
      this.remove(object.id);
    }
  }

  remove(id: string): void {
    const object = this.objects.get(id);
    if (!object) return;
    this.idsOf(this.ownerOf(object))?.delete(id);
    this.objects.delete(id);
    this.places.delete(id);
  }

  /** All objects, or those of one owner. */
  oldestFirst(owner?: string): T[] {
    if (owner === undefined) return [...this.objects.values()];
    const placeOf = (id: string) => this.places.get(id) ?? 0;
    return [...(this.owned.get(owner) ?? [])].sort((a, b) => placeOf(a) - placeOf(b)).map((id) => this.mustGet(id));
  }

  newestFirst(owner?: string): T[] {
    return this.oldestFirst(owner).reverse();
  }

  private replace(object: T, before: T | undefined = this.objects.get(object.id)): void {
    this.objects.set(object.id, object);
    if (!before) this.places.set(object.id, ++this.made);
    const owner = this.ownerOf(object);
    if (before) {
      const former = this.ownerOf(before);
      if (former === owner) return;
      this.idsOf(former)?.delete(object.id);
    }
    if (owner) this.owned.set(idOf(owner), (this.idsOf(owner) ?? new Set()).add(object.id));
  }

  private idsOf(owner: Reference): Set<string> | undefined {
    return owner ? this.owned.get(idOf(owner)) : undefined;
  }
}

const byCustomer = ({ customer }: { readonly customer?: Reference }): Reference => customer;
const byCharge = ({ charge }: { readonly charge: Reference }): Reference => charge;

/** Everything that the simulated Stripe account holds. References between objects are ids, as in an answer without `expand`. */
export type Store = ReturnType<typeof emptyStore>;

/** An account that has just been opened. */
export function emptyStore() {
  return {
    customers: new Collection<Stripe.Customer>(({ email }) => email),
    deletedCustomers: new Collection<Stripe.DeletedCustomer>(),
    taxIds: new Collection<Stripe.TaxId>(byCustomer),
    balanceTransactions: new Collection<Stripe.CustomerBalanceTransaction>(byCustomer),
    products: new Collection<Stripe.Product>(),
    prices: new Collection<Stripe.Price>(),
    paymentMethods: new Collection<Stripe.PaymentMethod>(byCustomer),
    sessions: new Collection<Stripe.Checkout.Session>(byCustomer),
    coupons: new Collection<Stripe.Coupon>(),
    promotionCodes: new Collection<Stripe.PromotionCode>(),
    discounts: new Collection<Stripe.Discount>(),
    disputes: new Collection<Stripe.Dispute>(byCharge),
    refunds: new Collection<Stripe.Refund>(byCharge),
    schedules: new Collection<Stripe.SubscriptionSchedule>(byCustomer),
    subscriptions: new Collection<Stripe.Subscription>(byCustomer),
    invoices: new Collection<Stripe.Invoice>(byCustomer),
    invoicePayments: new Collection<Stripe.InvoicePayment>(),
    paymentIntents: new Collection<Stripe.PaymentIntent>(),
    charges: new Collection<Stripe.Charge>(byCustomer),
    portalConfigurations: new Collection<Stripe.BillingPortal.Configuration>(),
    portalSessions: new Collection<Stripe.BillingPortal.Session>(),
    webhookEndpoints: new Collection<Stripe.WebhookEndpoint>(),
    /** With their addresses and signing secrets, which answers leave out. */
    eventDestinations: new Collection<Stripe.V2.Core.EventDestination>(),
    meters: new Collection<Stripe.Billing.Meter>(),
    testClocks: new Collection<Stripe.TestHelpers.TestClock>(),
    events: new Collection<Stripe.EventBase>(),
    thinEvents: new Collection<ThinEvent>(),
  };
}

/** The object with this id, of any kind. */
export function objectNamed(store: Store, id: string) {
  for (const collection of Object.values(store)) {
    const object = collection.get(id);
    if (object) return object;
  }
  return undefined;
}

/** The id of a reference that may be expanded in the SDK's types; the store keeps ids only. */
export function idOf(reference: string | { readonly id: string }): string {
  return typeof reference === 'string' ? reference : reference.id;
}
