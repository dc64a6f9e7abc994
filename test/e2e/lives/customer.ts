import type { seededRandom } from '../../../datasets/random.ts';
import type { AccountView, SubscriptionView } from '../../../shared/http/views.ts';
import { acceptLicences, cards, local, newKey, type Person, payWith, read, signUp } from '../../support/client.ts';

type Random = ReturnType<typeof seededRandom>;

export type Customer = {
  readonly email: string;
  readonly accountId: string;
  readonly secret: string | null;
  /** Units that this customer's key was served, by period start. */
  readonly served: Map<string, number>;
};

/** Signs up, accepts the licences; the key comes with the first plan. */
export async function newCustomer(email: string): Promise<Customer> {
  const person = await signUp(email);
  await acceptLicences(person);
  const { body } = await person.get<AccountView>('/v1/account');
  return { email, accountId: body.id, secret: null, served: new Map() };
}

/** One day of a life: mostly nothing, now and then one of the things that buyers do. */
export async function liveOneDay(customer: Customer, random: Random): Promise<Customer> {
  if (random.next() > 0.06) return customer;
  const person = await signUp(customer.email);
  const { subscriptions } = (await person.get<AccountView>('/v1/account')).body;
  const plan = subscriptions.find((each) => each.plan !== null && isHeld(each));
  if (!plan) return withKey(await buyPlan(customer, person, random), person);
  await changePlan(person, plan, random);
  return withKey(customer, person);
}

const isHeld = ({ status }: SubscriptionView) =>
  ['trialing', 'active', 'past_due', 'unpaid', 'paused'].includes(status);

/** A card that works, one that works once and fails at renewals, or one that is declined. */
async function buyPlan(customer: Customer, person: Person, random: Random): Promise<Customer> {
  const price = random.pick(['basic_monthly', 'pro_monthly', 'verified_monthly', 'verified_yearly']);
  const checkout = await person.send<{ url: string }>('POST', '/v1/checkout', { price });
  if (checkout.status === 409) return customer;
  if (checkout.status !== 201)
    throw new Error(`Checkout answered ${checkout.status}: ${JSON.stringify(checkout.body)}`);
  await payWith(checkout.body.url, random.pick([cards.good, cards.good, cards.failsLater, cards.declined]));
  await local.advance(0);
  return customer;
}

async function changePlan(person: Person, { id, cancelAtPeriodEnd }: SubscriptionView, random: Random): Promise<void> {
  const what = random.pick(['cancel', 'cancel', 'end', 'badge'] as const);
  if (what === 'badge') await person.send('POST', '/v1/checkout', { price: 'verified_monthly' });
  else if (what === 'end') await person.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' });
  else if (cancelAtPeriodEnd) await person.send('POST', '/v1/subscription/resume', { subscription: id });
  else await person.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'period_end' });
  await local.advance(0);
}

async function withKey(customer: Customer, person: Person): Promise<Customer> {
  if (customer.secret !== null) return customer;
  const { body } = await person.get<AccountView>('/v1/account');
  return body.entitlement.access === 'none' ? customer : { ...customer, secret: (await newKey(person)).secret };
}

/** Reads one record; answers the status, and keeps count of what was served in which period. */
export async function readOnce(customer: Customer, periodStart: string | null): Promise<number | null> {
  if (customer.secret === null) return null;
  const { status } = await read('/data/films?limit=1', customer.secret);
  if (status === 200 && periodStart !== null)
    customer.served.set(periodStart, (customer.served.get(periodStart) ?? 0) + 1);
  return status;
}
