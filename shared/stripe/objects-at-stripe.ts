import type Stripe from 'stripe';
import { calling, isMissing } from './client.ts';
import { permitted } from './lacking.ts';

/** An object of Stripe's, and the account that its customer was created for; null: for none. `type` is Stripe's word, such as `invoice`. */
export type ObjectAtStripe = { readonly type: string; readonly accountId: string | null };

/** The Stripe port of objects that an id names exactly. It only reads. */
export interface ObjectsAtStripe {
  /** Null: Stripe has no such object. @throws StripeUnavailable, and AppError `conflict` where the key lacks a permission */
  find(id: string): Promise<ObjectAtStripe | null>;
}

/** The fields of an object that lead to its customer. */
type Retrieved = {
  readonly object: string;
  readonly customer?: string | Stripe.Customer | Stripe.DeletedCustomer | null;
  readonly charge?: string | Stripe.Charge | null;
};

const withCustomer = { expand: ['customer'] };
const withCharge = { expand: ['charge.customer'] };

/**
 * A retrieve by the start of an id, with the customer. It is read after write, unlike Stripe's search. A refund and a dispute name their charge, which
 * is expanded too. `py_` is a charge that is no card's, `pyr_` its refund.
 * Sources: https://docs.stripe.com/search#data-freshness, https://docs.stripe.com/api/expanding_objects, the SDK's types of Refund and Dispute
 */
const retrieves: Readonly<Record<string, (stripe: Stripe, id: string) => Promise<Retrieved>>> = {
  in: (stripe, id) => stripe.invoices.retrieve(id, withCustomer),
  pi: (stripe, id) => stripe.paymentIntents.retrieve(id, withCustomer),
  ch: (stripe, id) => stripe.charges.retrieve(id, withCustomer),
  py: (stripe, id) => stripe.charges.retrieve(id, withCustomer),
  re: (stripe, id) => stripe.refunds.retrieve(id, withCharge),
  pyr: (stripe, id) => stripe.refunds.retrieve(id, withCharge),
  sub: (stripe, id) => stripe.subscriptions.retrieve(id, withCustomer),
  cs: (stripe, id) => stripe.checkout.sessions.retrieve(id, withCustomer),
  dp: (stripe, id) => stripe.disputes.retrieve(id, withCharge),
  du: (stripe, id) => stripe.disputes.retrieve(id, withCharge),
};

const longest = 255;

/** The retrieve of an id; null where its kind is none that is found at Stripe. */
function retrieveOf(id: string) {
  const [, start = ''] = /^([a-z]+)_\w+$/.exec(id) ?? [];
  return id.length <= longest && Object.hasOwn(retrieves, start) ? retrieves[start] : undefined;
}

/** The account that the customer was created for, which its metadata name; a deleted customer has none. */
function accountOf({ customer, charge }: Omit<Retrieved, 'object'>): string | null {
  const of = typeof charge === 'object' && charge ? charge.customer : customer;
  return of && typeof of === 'object' && !of.deleted ? (of.metadata.tollgate_account ?? null) : null;
}

/** Over Stripe's SDK. */
export const objectsAtStripe = (stripe: Stripe): ObjectsAtStripe => ({
  async find(id) {
    const retrieve = retrieveOf(id);
    if (!retrieve) return null;
    return calling(async () => {
      try {
        const { object: type, ...of } = await permitted(() => retrieve(stripe, id));
        return { type, accountId: accountOf(of) };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    });
  },
});
