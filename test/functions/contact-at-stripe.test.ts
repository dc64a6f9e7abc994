/** The address to which Stripe mails its receipts, compared each night with the organization's. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CorrectionView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Item } from '../../shared/storage/table/table.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { observedTable } from '../support/faulty-table.ts';

let stripe: TestStripe;
let app: App;
let items: () => Promise<readonly Item[]>;
let buyer: Person;
let customer: string;
let people = 0;

beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

beforeEach(async () => {
  const observed = observedTable(memoryTable());
  items = observed.items;
  app = assemble({ table: observed.table, stripe: stripe.wholeGateway, now: stripe.now });
  buyer = await signUp(app, `contact-${++people}@buyer.example`);
  for (const price of ['basic_monthly', 'verified_monthly'])
    await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', { price })).body.url);
  customer = (await app.deps.accounts.findByEmail(buyer.email))!.stripeCustomerId!;
  await app.reconcile();
});

const emailAtStripe = async () => {
  const found = await stripe.sdk.customers.retrieve(customer);
  return found.deleted ? null : found.email;
};

async function drift() {
  const operator = await signUp(app, 'operator@example.com');
  const { data } = (await operator.get<Listing<CorrectionView>>('/v1/admin/drift')).body;
  return data.filter(({ cause }) => cause === 'contact');
}

test('an address that is the organization’s is no drift, and costs no call of its own', async () => {
  const { reconcile } = app;
  let asked = 0;
  const { setCustomerEmail } = app.deps.stripe;
  Object.assign(app.deps.stripe, {
    setCustomerEmail: (...of: Parameters<typeof setCustomerEmail>) => {
      asked += 1;
      return setCustomerEmail(...of);
    },
  });
  await reconcile();
  expect([asked, await drift()]).toEqual([0, []]);
});

test('another address is corrected at Stripe, and recorded once for all subscriptions without naming either address', async () => {
  await stripe.sdk.customers.update(customer, { email: 'gone@buyer.example' });
  expect(await app.reconcile()).toMatchObject({ corrected: 1 });
  expect(await emailAtStripe()).toBe(buyer.email);
  const difference = { of: 'customer', id: customer, field: 'email', before: null, after: null };
  expect(await drift()).toMatchObject([{ customerId: customer, accessChanged: false, differences: [difference] }]);
  const records = JSON.stringify((await items()).filter(({ pk }) => pk.startsWith('DRIFT#CORRECTIONS')));
  expect(records).toContain(customer);
  expect(records).not.toContain('@buyer.example');
  expect(await app.reconcile()).toMatchObject({ corrected: 0 });
});

test('the address of an organization that is being deleted stays as it is', async () => {
  expect((await buyer.send('DELETE', '/v1/account')).status).toBe(202);
  await stripe.sdk.customers.update(customer, { email: 'gone@buyer.example' });
  expect(await app.reconcile()).toMatchObject({ corrected: 0 });
  expect(await emailAtStripe()).toBe('gone@buyer.example');
});
