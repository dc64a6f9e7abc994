/** The price of an organization's seats, through the functions and the simulator, to the cent. */
import { beforeAll, expect, test } from 'vitest';
import { affiliationIdOf, invited, seated } from '../../shared/domain/badges/affiliate.ts';
import type { AffiliatesView, ChangeView, Problem, SeatsPreviewView } from '../../shared/http/views.ts';
import { type Changers, startChangers } from './changers.ts';

let changers: Changers;
beforeAll(async () => {
  changers = await startChangers();
  return () => changers.stripe.stop();
});
const day = 86_400_000;

let organizations = 0;
async function organization(more: object) {
  const subscriber = await changers.subscribed('verified_organization_monthly', more);
  const { buyer } = subscriber;
  const handle = `acme_${++organizations}`;
  const profile = { kind: 'organization', handle, displayName: 'Acme Ltd', url: 'https://acme.example/' };
  expect((await buyer.send('POST', '/v1/badges', profile)).status).toBe(201);
  const path = `/v1/badges/${handle}/affiliates`;
  const { accountId } = (await changers.app.deps.badges.find(handle))!;
  const of = { organization: accountId, badge: 'verified_organization' };
  return {
    ...subscriber,
    seats: async () => (await buyer.get<AffiliatesView>(path)).body.seats,
    preview: (seats: number) => buyer.send<SeatsPreviewView>('POST', `${path}/seats/preview`, { seats }),
    set: (seats: unknown, also = {}) => buyer.send<ChangeView & Problem>('PUT', `${path}/seats`, { seats, ...also }),
    /** An invitation, which takes a seat. */
    async take(email: string) {
      const affiliation = invited(null, { ...of, email, at: changers.stripe.now().toISOString() })!;
      const seats = seated(await changers.app.deps.affiliates.seatsOf(of), affiliation);
      const line = {
        id: affiliationIdOf(affiliation),
        accountId,
        at: affiliation.invitedAt,
        action: 'a',
        actor: 'tollgate' as const,
        detail: {},
      };
      expect(await changers.app.deps.affiliates.put(affiliation, seats, line)).toBe(true);
    },
  };
}

test('the first seats come into the subscription at once, for the rest of the period, exactly as previewed', async () => {
  const { preview, set, charges, seats, subscription } = await organization({});
  expect(await seats()).toMatchObject({ paid: 0, price: { amountMinor: 50_00 } });
  const { periodStart, periodEnd } = await subscription();
  await changers.later(10 * day);
  const { body } = await preview(3);
  expect(body).toMatchObject({ when: 'now', seats: 3 });
  const wholeMs = Date.parse(periodEnd) - Date.parse(periodStart);
  const restMs = Date.parse(periodEnd) - Date.parse(body.prorationAt!);
  expect(body.due).toEqual({ amountMinor: Math.round((150_00 * restMs) / wholeMs), currency: 'usd' });
  const changed = await set(3, { prorationAt: body.prorationAt });
  expect(changed.body, changed.text).toMatchObject({ outcome: 'changed', subscription: { affiliates: 3 } });
  expect(await charges()).toEqual([body.due!.amountMinor, 1_000_00]);
  expect(await seats()).toMatchObject({ paid: 3, coming: null });
  expect((await set(3)).body).toMatchObject({ outcome: 'changed' });
  expect(await charges()).toHaveLength(2);
});

test('fewer come with the next period, whose invoice has so many; until then nobody is let onto those that go', async () => {
  const { set, seats, invoices, subscription } = await organization({ affiliates: 4 });
  const { periodEnd } = await subscription();
  expect((await set(1)).body).toMatchObject({
    outcome: 'scheduled',
    subscription: { affiliates: 4, scheduled: { affiliates: 1 } },
  });
  expect(await seats()).toMatchObject({ paid: 4, coming: 1 });
  await changers.stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
  await changers.app.reconcile();
  expect(await seats()).toMatchObject({ paid: 1, coming: null });
  expect((await invoices())[0]).toEqual([1_050_00, 'paid']);
});

test('not fewer than are taken or promised, and then nothing is changed at Stripe', async () => {
  const { set, take, seats } = await organization({ affiliates: 2 });
  await take('bob@acme.example');
  await take('eve@acme.example');
  expect(await set(1)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await seats()).toMatchObject({ paid: 2, invited: 2, coming: null });
});

test('nor by a change of the badge’s subscription', async () => {
  const { change, take, seats } = await organization({ affiliates: 3 });
  await take('bob@acme.example');
  await take('eve@acme.example');
  const price = 'verified_organization_monthly';
  expect(await change({ price, affiliates: 1 })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await seats()).toMatchObject({ paid: 3, coming: null });
  expect((await change({ price, affiliates: 2 })).body).toMatchObject({ outcome: 'scheduled' });
});

test('a quantity that is changed in Stripe’s dashboard is what there is', async () => {
  const { id, seats } = await organization({ affiliates: 4 });
  const { items } = await changers.stripe.sdk.subscriptions.retrieve(id);
  const head = items.data.find(({ quantity }) => quantity === 4)!;
  await changers.stripe.sdk.subscriptions.update(id, { items: [{ id: head.id, quantity: 2 }] });
  await changers.app.reconcile();
  expect(await seats()).toMatchObject({ paid: 2 });
});

test('seats that are not paid for are not there', async () => {
  const { set, seats, payWith } = await organization({ affiliates: 1 });
  await payWith('pm_card_chargeCustomerFail');
  expect((await set(5)).body).toMatchObject({ outcome: 'awaiting_payment' });
  expect(await seats()).toMatchObject({ paid: 1 });
});

test('a change that is one invoice too many, of a minute or a day, says so, changes nothing, and can be made later', async () => {
  const { set, seats } = await organization({});
  for (let affiliates = 1; affiliates <= 9; affiliates++) expect((await set(affiliates)).status).toBe(200);
  const refused = await set(10);
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect((refused.body as Problem).detail).toContain('10 invoices a minute and 20 a day');
  expect(await seats()).toMatchObject({ paid: 9 });
  await changers.later(61_000);
  for (let affiliates = 10; affiliates <= 19; affiliates++) expect((await set(affiliates)).status).toBe(200);
  await changers.later(61_000);
  expect((await set(20)).status).toBe(429);
  await changers.later(86_400_000);
  expect((await set(20)).status).toBe(200);
  expect(await seats()).toMatchObject({ paid: 20 });
});

test.each([-1, 1.5, 1_001, '3', null])('%j is no number of seats', async (wrong) => {
  const { set } = await organization({});
  expect(await set(wrong)).toMatchObject({ status: 400, body: { errors: [{ field: 'seats' }] } });
});
