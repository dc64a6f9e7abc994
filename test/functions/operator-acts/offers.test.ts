/** Private prices that operators offer to one organization, at the simulator of Stripe. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  AccountView,
  AdminGivenView,
  ChangePreviewView,
  ChangeView,
  ConsoleOrganizationView,
  Problem,
} from '../../../shared/http/views.ts';
import { compareOffer } from '../../../shared/stripe/catalog/compare.ts';
import { readOffer } from '../../../shared/stripe/catalog/current.ts';
import { desiredCatalog } from '../../../shared/stripe/catalog/desired.ts';
import tollgate from '../../../tollgate.config.ts';
import { type Person, signUp } from '../../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../../support/app-stripe.ts';
import { type BuyerAtStripe, buyerAtStripe } from '../at-stripe.ts';

let stripe: TestStripe;
let at: BuyerAtStripe;
let operator: Person;
let buyer: Person;

beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

/** An organization with these subscriptions, and an operator. */
async function world(prices: readonly string[] = []) {
  at = await buyerAtStripe(stripe, { prices, key: prices.length > 0 ? 'live' : 'test' });
  ({ buyer } = at);
  operator = await signUp(at.app, 'operator@example.com');
}
beforeEach(() => world());

const basic = { plan: 'basic', amountMinor: 80_00, currency: 'usd', interval: 'month', until: null, order: 'order-1' };
const send = (what: string, body: object, id = at.id) =>
  operator.send<AdminGivenView & Problem>('POST', `/v1/admin/accounts/${id}/billing/${what}`, {
    reason: 'as agreed in May',
    ...body,
  });
const offer = (body: object = {}) => send('offers', { ...basic, ...body });
const offered = async (body: object = {}) => {
  const answer = await offer(body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.offers.at(-1)!.price;
};
const withdraw = (price: string) => send('offers/withdraw', { price });
const checkout = (price: string, who = buyer) => who.send<{ url: string } & Problem>('POST', '/v1/checkout', { price });
const buy = async (price: string) => {
  const answer = await checkout(price);
  expect(answer.status, answer.text).toBe(201);
  await pay(answer.body.url);
  await at.hear();
};
const prices = async () => (await stripe.sdk.prices.list({ product: 'tollgate_plan_basic', active: true })).data;
const lines = async (action: string) => (await at.trail()).filter((each) => each.action === action);
const mails = async (words: string) => {
  await at.app.drain();
  return at.app.mails.filter(({ to, text }) => to === at.email && text.includes(words));
};
/** A session does not last for a period, so both sign in again. */
async function renew() {
  await stripe.advanceTo(new Date(Date.parse((await account()).subscriptions[0]!.periodEnd) + 2 * 3_600_000));
  await at.hear();
  [buyer, operator] = [await signUp(at.app, at.email), await signUp(at.app, 'operator@example.com')];
}
const account = async () => (await buyer.get<AccountView>('/v1/account')).body;
const organization = async () => (await operator.get<ConsoleOrganizationView>(`/v1/admin/organizations/${at.id}`)).body;
const monthly = async () => {
  const { stripeCustomerId } = (await at.app.deps.accounts.find(at.id))!;
  return (await stripe.sdk.invoices.list({ customer: stripeCustomerId! })).data.map(({ total }) => total);
};

describe('a private price', () => {
  test('is seen by the organization with its last day, bought, and paid again with each period', async () => {
    const price = await offered({ until: '2027-12-24' });
    expect((await account()).given).toMatchObject({
      offers: [
        {
          ...{ plan: 'basic', badge: null, until: '2027-12-25T00:00:00.000Z' },
          price: { lookupKey: price, amountMinor: 80_00, currency: 'usd', interval: 'month' },
        },
      ],
    });
    await buy(price);
    expect(await account()).toMatchObject({
      subscriptions: [{ price, plan: 'basic', status: 'active', amount: { amountMinor: 80_00, currency: 'usd' } }],
      entitlement: { access: 'full', plans: ['basic'], allowance: 10_000 },
    });
    await renew();
    expect(await monthly()).toEqual([80_00, 80_00]);
  });

  test('stands in the head of the organization with who offered it and why, beside what everybody pays', async () => {
    await buy(await offered());
    expect(await organization()).toMatchObject({
      paysMonthly: [{ amountMinor: 80_00, currency: 'usd' }],
      subscriptions: [
        {
          ...{ priceFrom: 'private', catalogueAmount: { amountMinor: 100_00, currency: 'usd' } },
          offer: { by: 'operator@example.com', reason: 'as agreed in May' },
        },
      ],
    });
    expect(await lines('price.offered')).toMatchObject([
      {
        actor: 'operator@example.com',
        detail: { plan: 'basic', amountMinor: '8000', currency: 'usd', reason: 'as agreed in May' },
      },
    ]);
    await at.app.drain();
    expect(at.told()).toContain('We offer you Basic for $80 per month');
  });

  test('is no price for anybody else, who is answered as for one that does not exist', async () => {
    const price = await offered();
    const eve = await signUp(at.app, 'eve@other.example');
    const told = async (asked: string) => {
      const { status, body } = await checkout(asked, eve);
      return { ...body, status, requestId: undefined };
    };
    expect(await told(price)).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(await told(price)).toEqual(await told('offer:p:basic:m:usd:1:AAAAAAAAAAAA'));
    const own = price.replace(':8000:', ':1:');
    expect((await checkout(own)).status).toBe(400);
  });

  test('is changed to with the exact preview, from the plan at its public price, and back', async () => {
    await world(['basic_monthly']);
    const price = await offered({ plan: 'pro', amountMinor: 900_00 });
    const { id } = await at.subscription();
    const asked = { subscription: id, price };
    const { body: preview } = await buyer.send<ChangePreviewView>('POST', '/v1/subscription/preview', asked);
    expect(preview).toMatchObject({ when: 'now', due: { amountMinor: 800_00 } });
    const { prorationAt } = preview;
    const change = { ...asked, prorationAt };
    expect((await buyer.send<ChangeView>('POST', '/v1/subscription/change', change)).body).toMatchObject({
      outcome: 'changed',
      subscription: { plan: 'pro', price, amount: { amountMinor: 900_00 } },
    });
    expect(await monthly()).toEqual([800_00, 100_00]);
    const back = { subscription: id, price: 'basic_monthly' };
    expect((await buyer.send<ChangeView>('POST', '/v1/subscription/change', back)).body).toMatchObject({
      outcome: 'scheduled',
      subscription: { price, scheduled: { price: 'basic_monthly' } },
    });
  });

  test('cheaper than what is paid comes with the next period', async () => {
    await world(['basic_monthly']);
    const price = await offered();
    const { id } = await at.subscription();
    const change = { subscription: id, price };
    expect((await buyer.send<ChangeView>('POST', '/v1/subscription/change', change)).body.outcome).toBe('scheduled');
    expect((await withdraw(price)).status).toBe(200);
    await renew();
    expect((await account()).subscriptions).toMatchObject([{ price, amount: { amountMinor: 80_00 } }]);
  });

  test('for a plan that is sold by contact is made with its product, twice too', async () => {
    await buy(await offered({ plan: 'enterprise', amountMinor: 900_00 }));
    expect((await account()).entitlement).toMatchObject({ access: 'full', plans: ['enterprise'] });
    await offered({ plan: 'enterprise', amountMinor: 800_00, order: 'order-2' });
  });

  test('is no difference between the catalogue and Stripe, and a push leaves it', async () => {
    const price = await offered();
    await buy(price);
    const compared = compareOffer(await readOffer(stripe.sdk), desiredCatalog(tollgate, stripe.now()));
    expect(compared.filter(({ kind, state }) => kind === 'plan' && state !== 'same')).toEqual([]);
    await pushCatalog(stripe);
    expect((await prices()).map(({ lookup_key }) => lookup_key)).toContain(price);
    await at.app.reconcile();
    expect(await lines('billing.corrected')).toEqual([]);
    expect((await account()).subscriptions).toMatchObject([{ price, plan: 'basic' }]);
  });
});

const faults: [object, string][] = [
  [{ plan: 'gold' }, 'plan'],
  [{ badge: 'verified' }, 'plan'],
  [{ amountMinor: 49 }, 'amountMinor'],
  [{ amountMinor: '80' }, 'amountMinor'],
  [{ currency: 'USD' }, 'currency'],
  [{ interval: 'week' }, 'interval'],
  [{ until: '2020-01-01' }, 'until'],
];

const unsold: [object, string][] = [
  [{ currency: 'eur' }, 'Nothing is sold in EUR here.'],
  [{ plan: 'free' }, 'This plan is not sold by the month or the year.'],
  [{ plan: 'pay_per_use' }, 'This plan is not sold by the month or the year.'],
  [{ plan: 'pro', interval: 'year' }, 'Extra usage of this plan is not sold by the year in USD.'],
];

describe('an offer', () => {
  test('is made once an order, after answers that were lost too; another price under it is refused', async () => {
    const before = (await prices()).length;
    at.calls.arm({ at: 'stripe offerPrice', kind: 'after' });
    expect((await offer()).status).toBe(503);
    at.calls.reset();
    await offered();
    await offered();
    expect(await prices()).toHaveLength(before + 1);
    expect(await offer({ amountMinor: 70_00 })).toMatchObject({ status: 422 });
    expect(await offer({ until: '2027-12-24' })).toMatchObject({ status: 422 });
    expect(await lines('price.offered')).toHaveLength(1);
    expect(await mails('This price is for you alone')).toHaveLength(1);
  });

  test('takes the place of the one before for the same interval, whose open checkout ends', async () => {
    const first = await offered();
    const { url } = (await checkout(first)).body;
    const second = await offered({ amountMinor: 70_00, order: 'order-2' });
    expect((await pay(url)).status).toBe(410);
    expect((await checkout(first)).status).toBe(400);
    expect((await account()).given?.offers).toMatchObject([{ price: { lookupKey: second } }]);
    expect(await withdraw(first)).toMatchObject({ status: 409 });
  });

  test('is over with its last day', async () => {
    const until = stripe.now().toISOString().slice(0, 10);
    const price = await offered({ until });
    await stripe.advanceTo(new Date(Date.parse(until) + 86_400_000));
    buyer = await signUp(at.app, at.email);
    expect((await checkout(price)).status).toBe(400);
    expect((await account()).given).toBeUndefined();
  });

  test('with a fault is refused by its field', async () => {
    for (const [body, field] of faults) {
      expect(await offer(body), field).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    }
  });

  test('that Stripe could not bill says why', async () => {
    for (const [body, detail] of unsold) expect(await offer(body)).toMatchObject({ status: 409, body: { detail } });
  });

  test('needs the role of finance, and an organization', async () => {
    const { status } = await buyer.send('POST', `/v1/admin/accounts/${at.id}/billing/offers`, {
      ...{ ...basic, reason: 'mine' },
    });
    expect(status).toBe(403);
    expect(await send('offers', basic, 'acc_nobody')).toMatchObject({ status: 404 });
  });
});

describe('an offer that is withdrawn', () => {
  test('can no longer be bought, and a checkout that is open ends', async () => {
    const price = await offered();
    const { url } = (await checkout(price)).body;
    expect((await withdraw(price)).status).toBe(200);
    expect((await withdraw(price)).status).toBe(200);
    expect((await pay(url)).status).toBe(410);
    expect((await checkout(price)).status).toBe(400);
    expect((await account()).given).toBeUndefined();
    expect(await lines('price.withdrawn')).toMatchObject([{ detail: { plan: 'basic', price } }]);
    expect(await mails('can no longer be bought')).toHaveLength(1);
    expect((await withdraw('basic_monthly')).status).toBe(404);
  });

  test('leaves the subscription that pays it, which renews', async () => {
    const price = await offered();
    await buy(price);
    await withdraw(price);
    await renew();
    expect(await monthly()).toEqual([80_00, 80_00]);
    expect((await organization()).subscriptions).toMatchObject([{ offer: { by: 'operator@example.com' } }]);
  });

  test('while its checkout is being opened lets nobody pay', async () => {
    const price = await offered();
    at.calls.arm({ at: 'stripe createCheckout', kind: 'after' });
    expect((await checkout(price)).status).toBe(503);
    at.calls.reset();
    await withdraw(price);
    expect((await checkout(price)).status).toBe(400);
  });
});
