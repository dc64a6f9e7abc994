import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import tollgate from '../../tollgate.config.ts';
import { acceptLicences, newKey } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { faultKinds } from '../support/faulty-calls.ts';
import { type BuyerAtStripe, buyerAtStripe } from './at-stripe.ts';
import { inPacks as catalog } from './credit-packs.ts';

vi.setConfig({ testTimeout: 120_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalog);
});
afterAll(() => stripe.stop());

let here: BuyerAtStripe;
beforeEach(async () => {
  here = await buyerAtStripe(stripe, { catalog, prices: ['verified_monthly'], key: 'test' });
});

const buy = async (card?: string, more: Parameters<typeof pay>[1] = {}) => {
  const { url } = (await here.buyer.send<{ url: string }>('POST', '/v1/credit/top-ups', {})).body;
  const answer = await pay(url, { ...(card && { card }), ...more });
  if (answer.status === 200) {
    const html = await answer.text();
    const [, pending = ''] = /name="authentication" value="([^"]*)"/.exec(html) ?? [];
    const body = new URLSearchParams({ step: 'authentication', authentication: pending, result: 'complete' });
    await fetch(url, { method: 'POST', body, redirect: 'manual' });
  }
  await here.hear();
};
const set = (thresholdUnits: number | null, packs: number | null) =>
  here.buyer.send('PUT', '/v1/credit/auto-top-up', { thresholdUnits, packs });
const held = async () => (await here.entitlement()).credit?.units ?? 0;
const state = () => here.app.deps.autoTopUps.read(here.id);
/** Somebody sees that little is left. */
const tell = async () => {
  here.app.topUpQueue.put({ accountId: here.id });
  await here.app.drain();
};
const later = (minutes: number) => stripe.advanceTo(new Date(stripe.now().getTime() + minutes * 60_000));
const topUps = async () => {
  const charges = await Array.fromAsync(stripe.sdk.charges.list({ customer: here.customerId, limit: 100 }));
  return charges.filter(({ metadata }) => metadata.tollgate_credit_units);
};
/** A card that works while its owner is there to confirm. */
const refusedLater = '4000002760003184';

describe('credit that is bought by itself', () => {
  test('is charged to a card that Link keeps, where the first pack was paid by Link', async () => {
    await buy(undefined, { link_email: 'ada@link.example' });
    const charges = await topUps();
    expect(charges.map(({ payment_method_details: paid }) => paid?.type)).toEqual(['link']);
    await set(2_500, 1);
    await tell();
    expect(await held()).toBe(4_000);
    expect(here.told()).not.toContain(expect.stringContaining('top-up'));
  });

  test('is bought as soon as a call has taken what was above the threshold', async () => {
    await buy();
    await set(1_500, 1);
    await here.app.drain();
    expect(await held()).toBe(2_000);
    await acceptLicences(here.buyer);
    const { secret } = await newKey(here.buyer);
    const read = (limit: number) =>
      here.app.request('GET', `/data/posts?limit=${limit}`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await read(400)).status).toBe(200);
    await here.app.drain();
    expect(await held()).toBe(2_000);
    expect((await read(400)).status).toBe(200);
    await here.app.drain();
    expect(await held()).toBe(4_000);
  });

  test('is charged to the saved card when too little is left, and credited at once', async () => {
    await buy();
    expect(await set(500, 2)).toMatchObject({ status: 200, body: { thresholdUnits: 500, packs: 2 } });
    await here.app.drain();
    expect(await held()).toBe(2_000);
    expect(await set(2_001, 2)).toMatchObject({ status: 200 });
    await here.app.drain();
    expect(await held()).toBe(6_000);
    expect(await topUps()).toMatchObject([{ amount: 20_00, status: 'succeeded' }, { amount: 10_00 }]);
    expect((await here.trail()).map(({ action }) => action)).toContain('auto_top_up.set');
  });

  test('that is turned off buys nothing more, and the trail has both', async () => {
    await buy();
    await set(1_000_000, 1);
    await tell();
    expect(await held()).toBe(4_000);
    expect((await set(null, null)).status).toBe(200);
    await later(5);
    await tell();
    expect(await held()).toBe(4_000);
    const own = (await here.trail()).flatMap(({ action }) => (action.startsWith('auto_top_up') ? [action] : []));
    expect(own).toEqual(['auto_top_up.removed', 'auto_top_up.set']);
  });

  test('is bought at most once in five minutes, however often somebody sees that little is left', async () => {
    await buy();
    await set(1_000_000, 1);
    for (let seen = 0; seen < 4; seen++) await tell();
    expect(await held()).toBe(4_000);
    await later(5);
    await Promise.all([tell(), tell(), tell()]);
    expect(await held()).toBe(6_000);
  });

  test('with a refused card brings a mail with a link that fixes it, and is off after three failures', async () => {
    await buy(refusedLater);
    await set(1_000_000, 1);
    await here.app.drain();
    expect(await held()).toBe(2_000);
    for (let tries = 0; tries < 4; tries++) {
      await later(6);
      await tell();
    }
    expect(here.told().filter((subject) => /auto top-up/i.test(subject))).toEqual([
      'Auto top-up for Pay-per-use failed',
      'Auto top-up for Pay-per-use failed',
      'We turned off auto top-up for Pay-per-use',
    ]);
    expect(here.app.mails.at(-1)?.text).toContain('/app/billing#credit');
    expect(await state()).toMatchObject({ settings: null, pending: null });
    expect((await here.buyer.get('/v1/credit/auto-top-up')).body).toEqual({ thresholdUnits: null, packs: null });
  });

  test('begins anew with another card once it is turned on again', async () => {
    await buy(refusedLater);
    await set(1_000_000, 1);
    await here.app.drain();
    await buy();
    await later(6);
    await tell();
    expect(await state()).toMatchObject({ failures: 0, settings: { packs: 1 } });
    expect(await held()).toBe(6_000);
  });

  test('interrupted at any call, in any way, is charged once and credited', async () => {
    await buy();
    await set(1_000_000, 1);
    await here.app.drain();
    await later(6);
    here.calls.reset();
    await tell();
    const calls = here.calls.reset().length;
    let charged = (await topUps()).length;
    expect(calls).toBeGreaterThan(8);
    for (let at = 1; at <= calls; at++)
      for (const kind of faultKinds) {
        await later(6);
        here.calls.arm({ at, kind });
        here.app.topUpQueue.put({ accountId: here.id });
        await here.app.deliverTopUps();
        here.calls.reset();
        await tell();
        charged += 1;
        expect(await topUps(), `${kind} at call ${at}`).toHaveLength(charged);
        expect(await state()).toMatchObject({ pending: null, failures: 0 });
      }
    expect(await held()).toBe(charged * 2_000);
  });

  test('is not while it is off, of a suspended account, or of one that leaves', async () => {
    await buy();
    await set(1_000_000, 1);
    const { app, id } = here;
    const audit = {
      id: 'x',
      accountId: id,
      at: stripe.now().toISOString(),
      action: 'x',
      actor: 'tollgate' as const,
      detail: {},
    };
    await app.deps.access.suspend(id, audit);
    await app.drain();
    await app.deps.access.restore(id, { ...audit, id: 'y' });
    expect(await set(null, null)).toMatchObject({ status: 200, body: { packs: null } });
    await tell();
    expect(await topUps()).toHaveLength(1);
  });
});

test('a charge that Stripe takes from nobody is told to the buyer each time, and does not stand in the way of the next', async () => {
  const cheap = tollgate.plans.map((plan) =>
    plan.credit ? { ...plan, credit: { ...plan.credit, amountMinor: 10 } } : plan,
  );
  here = await buyerAtStripe(stripe, {
    catalog: { ...tollgate, plans: cheap },
    prices: ['verified_monthly'],
    key: 'test',
  });
  await set(1_000_000, 1);
  await here.app.drain();
  expect(await state()).toMatchObject({ pending: null, failures: 1, attempt: 1 });
  await later(6);
  await tell();
  expect(await state()).toMatchObject({ pending: null, failures: 2, attempt: 2 });
  expect(here.told().filter((subject) => subject === 'Auto top-up for Pay-per-use failed')).toHaveLength(2);
  expect(await topUps()).toEqual([]);
});

test('without a saved card it cannot be turned on, and a strange threshold is refused', async () => {
  const [card] = (await stripe.sdk.paymentMethods.list({ customer: here.customerId })).data;
  await stripe.sdk.paymentMethods.detach(card!.id);
  expect(await set(500, 1)).toMatchObject({ status: 409 });
  for (const [threshold, packs] of [
    [0, 1],
    [500, 0],
    [null, 1],
    [1.5, 1],
  ] as const)
    expect((await set(threshold, packs)).status).toBe(400);
});

test('the threshold lies in the counter, where whoever takes from it sees it', async () => {
  await buy();
  await set(500, 1);
  const id = { accountId: here.id, periodStart: creditPeriod };
  const { access, counters } = here.app.deps;
  await counters.open(id, { units: 2_000, version: (await access.read(here.id)).version });
  expect(await counters.read(id)).toMatchObject({ free: 2_000, topUpBelow: 500 });
  await set(null, null);
  expect(await counters.read(id)).not.toHaveProperty('topUpBelow');
});
