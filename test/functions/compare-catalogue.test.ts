/** Operators read in the console what a push of the catalogue would change at Stripe. */
import { channel } from 'node:diagnostics_channel';
import { type AnsweredCall, channels } from '@tollgate/stripe-simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { CatalogueComparisonView, ComparedThingView, Problem } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { offerAtStripe } from '../../shared/stripe/catalog/offer-at-stripe.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import tollgate from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pushCatalog, start, startStripe, type TestStripe } from '../support/app-stripe.ts';

const restricted = 'rk_test_that_reads_no_products_0123456789';
const started: TestStripe[] = [];
let stripe: TestStripe;
const withCoupon: Catalog = {
  ...tollgate,
  coupons: [{ id: 'portal', name: 'Launch', percentOff: 25, duration: 'once', codes: [{ code: 'LAUNCH25' }] }],
};
beforeAll(async () => {
  stripe = await another();
  await pushCatalog(stripe, withCoupon);
});
afterAll(() => Promise.all(started.map((each) => each.stop())));

async function another(): Promise<TestStripe> {
  const made = await startStripe(1, {}, { restrictedKeys: { [restricted]: ['rak_plan_read', 'rak_coupon_read'] } });
  started.push(made);
  return made;
}

/** Asks as an operator of a deployment with this catalogue. */
async function compare(catalog: Catalog, at = stripe, client = at.sdk) {
  const app = assemble({
    ...{ catalog, now: () => start, stripe: at.gateway, table: memoryTable() },
    offerAtStripe: offerAtStripe(client),
  });
  const operator = await signUp(app, 'operator@example.com');
  const ask = () => operator.get<CatalogueComparisonView & Problem>('/v1/admin/catalogue');
  return { reply: await ask(), operator };
}

async function things(catalog: Catalog, at = stripe): Promise<readonly ComparedThingView[]> {
  const { reply } = await compare(catalog, at);
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body.askedAt).toBe(start.toISOString());
  return reply.body.data;
}

const statesOf = (all: readonly ComparedThingView[]) => new Set(all.map(({ state }) => state));
const text = (value: string) => ({ text: value, is: null, price: null });
const is = (value: boolean) => ({ text: null, is: value, price: null });

test('a catalogue that Stripe holds is the same in every plan, badge, meter, coupon and the portal', async () => {
  const all = await things(withCoupon);
  expect(statesOf(all)).toEqual(new Set(['same']));
  expect(new Set(all.map(({ kind }) => kind))).toEqual(
    new Set(['plan', 'badge', 'overage', 'credit', 'meter', 'coupon', 'portal']),
  );
  expect(all.flatMap(({ differences }) => differences)).toEqual([]);
});

test('at an account that has nothing everything is new, and asking makes nothing there', async () => {
  const empty = await another();
  const calls: AnsweredCall[] = [];
  const keep = (call: unknown) => void calls.push(call as AnsweredCall);
  channel(channels.call).subscribe(keep);
  const all = await things(withCoupon, empty);
  channel(channels.call).unsubscribe(keep);
  expect(statesOf(all)).toEqual(new Set(['new']));
  expect(all.find(({ kind }) => kind === 'portal')?.differences).toEqual([
    { of: null, field: 'active', catalogue: is(true), stripe: null },
  ]);
  expect(calls.length).toBeGreaterThan(5);
  expect(calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  await pushCatalog(empty, withCoupon);
  expect(statesOf(await things(withCoupon, empty))).toEqual(new Set(['same']));
});

test('a changed name, amount, coupon and legal page are shown by field, as the catalogue and as Stripe have them', async () => {
  const plans = withCoupon.plans.map((plan) =>
    plan.id === 'basic'
      ? {
          ...plan,
          name: 'Starter',
          prices: plan.prices.map((price) =>
            price.lookupKey === 'basic_monthly' ? { ...price, amountMinor: 123_45, currencies: {} } : price,
          ),
        }
      : plan,
  );
  const legalPages = { terms: 'https://data.example/terms', privacy: 'https://data.example/privacy' };
  const all = await things({
    ...withCoupon,
    plans,
    coupons: [{ id: 'portal', name: 'Launch', percentOff: 50, duration: 'once', codes: [{ code: 'LAUNCH25' }] }],
    settings: { ...withCoupon.settings, legalPages },
  });
  const changed = Object.fromEntries(
    all.flatMap((each) => (each.state === 'same' ? [] : [[`${each.kind} ${each.state}`, each]])),
  );
  expect(changed['plan changed']).toMatchObject({ id: 'tollgate_plan_basic', name: 'Starter' });
  const [name, price] = changed['plan changed']!.differences;
  expect(name).toEqual({ of: null, field: 'name', catalogue: text('Starter'), stripe: text('Basic') });
  const before = tollgate.plans.find(({ id }) => id === 'basic')!.prices.find(({ interval }) => interval === 'month')!;
  expect(price).toMatchObject({ of: 'basic_monthly', field: 'price' });
  expect(price?.catalogue?.price).toMatchObject({ amounts: [{ amountMinor: 123_45, currency: 'usd' }], tax: null });
  expect(price?.stripe?.price).toMatchObject({ interval: 'month', perUnits: null });
  expect(price?.stripe?.price?.amounts[0]).toEqual({ amountMinor: before.amountMinor, currency: 'usd' });
  expect(changed['coupon changed']?.differences).toEqual([
    { of: null, field: 'couponTerms', catalogue: text('50% off once'), stripe: null },
    { of: 'LAUNCH25', field: 'code', catalogue: null, stripe: text('LAUNCH25') },
    { of: 'LAUNCH25', field: 'code', catalogue: text('LAUNCH25'), stripe: null },
    { of: null, field: 'couponTerms', catalogue: null, stripe: text('25% off once') },
  ]);
  expect(changed['portal changed']?.differences).toMatchObject([
    { field: 'termsPage', catalogue: text(legalPages.terms) },
    { field: 'privacyPage', catalogue: text(legalPages.privacy) },
  ]);
});

test('a plan and a coupon that the catalogue does not have any more are only at Stripe, with what is sold there', async () => {
  const all = await things({
    ...withCoupon,
    plans: withCoupon.plans.filter(({ id }) => id !== 'basic'),
    badges: withCoupon.badges,
    coupons: [],
  });
  const gone = all.filter(({ state }) => state === 'only_at_stripe');
  expect(gone.map(({ kind, id }) => [kind, id])).toEqual(
    expect.arrayContaining([
      ['plan', 'tollgate_plan_basic'],
      ['coupon', 'portal'],
    ]),
  );
  const monthly = gone[0]!.differences.find(({ of }) => of === 'basic_monthly');
  expect(monthly).toMatchObject({ field: 'price', catalogue: null, stripe: { price: { interval: 'month' } } });
  expect(statesOf(all.filter((each) => !gone.includes(each)))).toEqual(new Set(['same']));
});

test('a meter that adds up, a key that lacks a permission and a Stripe that is away are each said', async () => {
  const sums = await another();
  const { id } = await sums.sdk.billing.meters.create({
    ...{ display_name: 'Mine', event_name: 'tollgate_overage_pro' },
    default_aggregation: { formula: 'sum' },
  });
  const taken = (await compare(withCoupon, sums)).reply;
  expect([taken.status, taken.body.detail]).toEqual([409, expect.stringContaining(`Stripe's meter ${id} takes`)]);
  const lacking = (await compare(withCoupon, stripe, stripeClient(restricted, stripe.simulator.url))).reply;
  expect(lacking.body).toMatchObject({
    status: 409,
    detail: expect.stringMatching(/lacks the permission rak_\w+_read\. Give it that in the Stripe dashboard\.$/),
  });
  const away = (await compare(withCoupon, stripe, stripeClient('sk_test_of_nobody', 'http://127.0.0.1:1'))).reply;
  expect(away.body).toMatchObject({ status: 503, code: 'stripe_unavailable' });
});

test('a parameter that nobody asked for is refused before Stripe is asked', async () => {
  const { operator } = await compare(withCoupon);
  const reply = await operator.get<Problem>('/v1/admin/catalogue?plan=basic');
  expect([reply.status, reply.body.code]).toEqual([400, 'invalid_request']);
});
