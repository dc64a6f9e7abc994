import type Stripe from 'stripe';
import type { ThinEvent } from './thin-event.ts';

/** Objects of one kind by id, in the order they were made. An object is replaced, never changed in place. */
class Collection<T extends { readonly id: string }> {
  private readonly objects = new Map<string, T>();

  add(object: T): T {
    this.objects.set(object.id, object);
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
    this.objects.set(id, after);
    return { before, after };
  }

  /** Forgets the oldest objects, as long as `isOver` holds of them. */
  removeOldestWhile(isOver: (object: T) => boolean): void {
    for (const object of this.objects.values()) {
      if (!isOver(object)) return;
      this.objects.delete(object.id);
    }
  }

  remove(id: string): void {
    this.objects.delete(id);
  }

  oldestFirst(): T[] {
    return [...this.objects.values()];
  }

  newestFirst(): T[] {
    return this.oldestFirst().reverse();
  }
}

/** Everything that the simulated Stripe account holds. References between objects are ids, as in an answer without `expand`. */
export type Store = ReturnType<typeof emptyStore>;

/** An account that has just been opened. */
export function emptyStore() {
  return {
    customers: new Collection<Stripe.Customer>(),
    deletedCustomers: new Collection<Stripe.DeletedCustomer>(),
    taxIds: new Collection<Stripe.TaxId>(),
    products: new Collection<Stripe.Product>(),
    prices: new Collection<Stripe.Price>(),
    paymentMethods: new Collection<Stripe.PaymentMethod>(),
    sessions: new Collection<Stripe.Checkout.Session>(),
    coupons: new Collection<Stripe.Coupon>(),
    promotionCodes: new Collection<Stripe.PromotionCode>(),
    discounts: new Collection<Stripe.Discount>(),
    disputes: new Collection<Stripe.Dispute>(),
    refunds: new Collection<Stripe.Refund>(),
    schedules: new Collection<Stripe.SubscriptionSchedule>(),
    subscriptions: new Collection<Stripe.Subscription>(),
    invoices: new Collection<Stripe.Invoice>(),
    invoicePayments: new Collection<Stripe.InvoicePayment>(),
    paymentIntents: new Collection<Stripe.PaymentIntent>(),
    charges: new Collection<Stripe.Charge>(),
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
