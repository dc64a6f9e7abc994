import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkInvariants } from '../../cli/invariants/check.ts';
import { linesOf } from '../../cli/invariants/report.ts';
import type { CorrectionView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type StripeGateway, StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
let basic: string;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  basic = (await stripe.sdk.prices.list({ lookup_keys: ['basic_monthly'] })).data[0]!.id;
});
afterAll(() => stripe.stop());

const newApp = (gateway: StripeGateway = stripe.wholeGateway) =>
  assemble({ table: memoryTable(), stripe: gateway, now: stripe.now });

/** Somebody who pays at Stripe for a price; no checkout of ours made it. */
async function subscribed(price: string) {
  const customer = await stripe.sdk.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  return stripe.sdk.subscriptions.create({ customer: customer.id, items: [{ price }] });
}

async function paid(app: App, email: string) {
  const person = await signUp(app, email);
  await pay((await person.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url);
  return person;
}

async function drift(app: App) {
  const operator = await signUp(app, 'operator@example.com');
  const { data } = (await operator.get<Listing<CorrectionView>>('/v1/admin/drift')).body;
  return data.filter(({ cause }) => cause === 'no_account');
}

const looked = (app: App) =>
  checkInvariants({ ...app.deps, chainOwners: async () => new Set(), sleep: async () => {} });

test('a customer who pays for our products without an account is drift with its cause, at every run until decided; other products are counted', async () => {
  const app = newApp();
  await paid(app, 'owner@buyer.example');
  const nobodys = await subscribed(basic);
  const product = await stripe.sdk.products.create({ name: 'Newsletter' });
  const other = { currency: 'usd', unit_amount: 500, recurring: { interval: 'month' } } as const;
  const foreign = await subscribed((await stripe.sdk.prices.create({ product: product.id, ...other })).id);
  for (let night = 1; night <= 2; night++)
    expect(await app.reconcile()).toMatchObject({ checked: 1, unowned: 1, foreign: 1 });
  expect(await drift(app)).toEqual(
    Array(2).fill(
      expect.objectContaining({
        accountId: null,
        organization: null,
        customerId: nobodys.customer,
        cause: 'no_account',
        differences: [
          {
            of: 'subscription',
            id: nobodys.id,
            field: null,
            before: null,
            after: JSON.stringify({ status: 'active', prices: ['basic_monthly'] }),
          },
        ],
      }),
    ),
  );
  expect(app.counts.filter(({ name }) => name === 'Drift').length).toBe(3);
  expect(app.logs.join()).toContain('Cancel and refund it at Stripe, or have the buyer sign up and buy anew.');
  for (const { id } of [nobodys, foreign]) await stripe.sdk.subscriptions.cancel(id);
  expect(await app.reconcile()).toMatchObject({ unowned: 0, foreign: 0 });
});

test('`npm run invariants` says that money gives nobody access, and what to do, and names how many subscriptions are of other products', async () => {
  const app = newApp();
  expect((await looked(app)).findings[0]?.violations).toHaveLength(1);
  const nobodys = await subscribed(basic);
  const checked = await looked(app);
  const violations = checked.findings.find(({ number }) => number === 1)?.violations;
  expect(violations).toContainEqual(expect.stringContaining(`subscription ${nobodys.id} (active) of customer`));
  expect(violations).toContainEqual(expect.stringContaining('Cancel and refund it at Stripe'));
  expect(linesOf({ ...checked, foreign: 2 }).at(-1)).toContain('2 subscriptions at Stripe are of other products');
  await stripe.sdk.subscriptions.cancel(nobodys.id);
});

const listed = { customerEmail: null, status: 'active', isOurs: true, prices: ['basic_monthly'] };

/** A Stripe that lists these subscriptions, one a page. */
function listing(...subscriptions: Awaited<ReturnType<StripeGateway['listAll']>>['subscriptions'][number][]) {
  const pages: (string | undefined)[] = [];
  const listAll: StripeGateway['listAll'] = async (cursor) => {
    pages.push(cursor);
    const at = Number(cursor ?? 0);
    const isLast = at + 1 >= subscriptions.length;
    return { subscriptions: subscriptions.slice(at, at + 1), ...(isLast ? {} : { cursor: String(at + 1) }) };
  };
  return { gateway: { ...stripe.wholeGateway, listAll }, pages };
}

test.each(['incomplete', 'incomplete_expired', 'unpaid', 'paused', 'canceled'])(
  'a subscription that is %s has brought no money that gives no access',
  async (status) => {
    const { gateway } = listing({ ...listed, id: 'sub_1', customerId: 'cus_of_nobody', status });
    expect(await newApp(gateway).reconcile()).toMatchObject({ unowned: 0, foreign: 0 });
  },
);

test('a subscription that a deleted account still pays for belongs to nobody', async () => {
  const app = newApp();
  const leaver = await paid(app, 'leaver@buyer.example');
  const { id } = (await leaver.get<{ id: string }>('/v1/account')).body;
  const customerId = (await app.deps.accounts.find(id))!.stripeCustomerId!;
  const { gateway } = listing({ ...listed, id: 'sub_1', customerId });
  Object.assign(app.deps.stripe, { listAll: gateway.listAll });
  expect(await app.reconcile()).toMatchObject({ unowned: 0 });
  await leaver.send('DELETE', '/v1/account');
  await app.drain();
  expect(await app.reconcile()).toMatchObject({ unowned: 1 });
});

test('a walk that an outage ends is gone on with at the page where it stopped, and nothing is recorded twice', async () => {
  const all = ['sub_1', 'sub_2', 'sub_3'].map((id) => ({ ...listed, id, customerId: `cus_of_${id}` }));
  const { gateway, pages } = listing(...all);
  let isAway = true;
  const app = newApp({
    ...gateway,
    async listAll(cursor) {
      if (cursor === '2' && isAway) throw new StripeUnavailable(new Error('out'));
      return gateway.listAll(cursor);
    },
  });
  await expect(app.reconcile()).rejects.toThrow(StripeUnavailable);
  isAway = false;
  expect(await app.reconcile()).toMatchObject({ unowned: 3 });
  expect(pages).toEqual([undefined, '1', '2']);
  expect((await drift(app)).map(({ customerId }) => customerId).sort()).toEqual(
    all.map(({ customerId }) => customerId),
  );
});
