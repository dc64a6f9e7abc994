import type Stripe from 'stripe';
import { isOurs } from './catalog/current.ts';
import { calling, isMissing, underKey } from './client.ts';
import { crediting } from './crediting.ts';
import type { NewCustomer, StripeGateway } from './gateway.ts';
import { localeOf } from './hosted-pages.ts';
import { idOf } from './id-of.ts';
import { offering } from './offering.ts';
import { ofCustomer } from './sessions.ts';
import { fingerprintOf } from './subscriptions.ts';

const pageSize = 100;

type CustomerCalls = Pick<
  StripeGateway,
  | 'createCustomer'
  | 'giveCredit'
  | 'offerPrice'
  | 'setCustomerEmail'
  | 'isCustomerDeleted'
  | 'createBillingPortalSession'
  | 'customerOf'
  | 'cardsOf'
>;

/** The calls that create, find and check customers, and open the billing portal for one. */
export function customerCalls(stripe: Stripe): CustomerCalls {
  let configuration: string | undefined;
  return {
    createCustomer: (input, key) => calling(() => createCustomer(stripe, input, key)),
    setCustomerEmail: (id, email) =>
      calling(async () => {
        const customer = await stripe.customers.retrieve(id);
        if (customer.deleted === true || customer.email === email) return false;
        await stripe.customers.update(id, { email });
        return true;
      }),
    isCustomerDeleted: (id) => calling(async () => (await stripe.customers.retrieve(id)).deleted === true),
    createBillingPortalSession: (customer, { returnUrl, language }) =>
      calling(async () => {
        configuration ??= await portalConfiguration(stripe);
        const input = { customer, return_url: returnUrl, configuration, locale: localeOf(language) };
        const { url } = await ofCustomer(() => stripe.billingPortal.sessions.create(input));
        return { url };
      }),
    ...crediting(stripe),
    ...offering(stripe),
    customerOf: (via) => calling(() => customerOf(stripe, via)),
    cardsOf: (customerId) => calling(() => cardsOf(stripe, customerId)),
  };
}

/** The key's call has only what never changes: email and name may have, since a try that was interrupted. */
async function createCustomer(
  stripe: Stripe,
  input: NewCustomer,
  key: string,
): Promise<{ readonly customerId: string }> {
  const { accountId, email, organization, testClock } = input;
  const params = {
    metadata: { tollgate_account: accountId },
    ...(testClock === undefined ? {} : { test_clock: testClock }),
  };
  const { id } = await underKey(key, (idempotencyKey) => stripe.customers.create(params, { idempotencyKey }));
  await stripe.customers.update(id, { email, name: organization });
  return { customerId: id };
}

/** The portal configuration that the catalogue command keeps. */
async function portalConfiguration(stripe: Stripe): Promise<string> {
  for await (const each of stripe.billingPortal.configurations.list({ active: true, limit: pageSize })) {
    if (isOurs(each)) return each.id;
  }
  throw new Error('Stripe has no billing portal configuration of ours: run `npm run catalog -- push`');
}

type Via = Parameters<StripeGateway['customerOf']>[0];

async function customerOf(stripe: Stripe, { kind, id }: Via): Promise<string | null> {
  const retrieve = {
    charge: () => stripe.charges.retrieve(id),
    invoice: () => stripe.invoices.retrieve(id),
    subscription: () => stripe.subscriptions.retrieve(id),
  };
  try {
    return idOf((await retrieve[kind]()).customer);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function cardsOf(stripe: Stripe, customer: string): Promise<readonly string[]> {
  try {
    const { data } = await stripe.paymentMethods.list({ customer, limit: pageSize });
    return [...new Set(data.flatMap((method) => fingerprintOf(method) ?? []))];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
