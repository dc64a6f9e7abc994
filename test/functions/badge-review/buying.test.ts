/** Payments for a badge that are possible, by the state of its application. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogByInvoice } from '../../support/app-catalog.ts';
import { pushCatalog, startStripe, type TestStripe } from '../../support/app-stripe.ts';
import { reviewWorld } from './world.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

/** A holder whose application for the mark of a person is reviewed before anybody pays. */
async function scene() {
  const { badgeReview: usual, ...settings } = catalogByInvoice.settings;
  const badgeReview = { ...usual, order: 'review_first', appealDays: 2 } as const;
  const byInvoice = { daysUntilDue: 14, prices: ['verified_monthly'] };
  const catalog = { ...catalogByInvoice, settings: { ...settings, badgeReview, byInvoice } };
  const world = await reviewWorld({ stripe: stripe.gateway, catalog });
  expect((await world.apply()).status).toBe(201);
  const address = { line1: 'Unter den Linden 1', city: 'Berlin', postalCode: '10117', country: 'DE' };
  return {
    ...world,
    buy: (price: string) => world.holder.send('POST', '/v1/checkout', { price }),
    order: () =>
      world.holder.send('POST', '/v1/checkout/invoice', { price: 'verified_monthly', company: 'Acme GmbH', address }),
    takeBack: () => world.holder.send('DELETE', '/v1/badges/ada'),
  };
}
const refusal = (what: string) => ({
  status: 409,
  code: 'conflict',
  detail: `Your application for Verified was ${what}. Delete it and apply again before you pay.`,
});

test('a badge that was revoked cannot be bought, by card or invoice, until the application is taken back', async () => {
  const { decide, buy, order, takeBack, app, accountId } = await scene();
  await decide('approve');
  await decide('revoke', { reason: 'Impersonation.' });
  for (const price of ['verified_monthly', 'verified_yearly'])
    expect((await buy(price)).body).toMatchObject(refusal('revoked'));
  expect((await order()).body).toMatchObject(refusal('revoked'));
  expect(await app.deps.accounts.find(accountId)).toMatchObject({ stripeCustomerId: null });
  for (const other of ['pro_monthly', 'verified_organization_monthly']) expect((await buy(other)).status).toBe(201);
  await takeBack();
  expect((await buy('verified_monthly')).status).toBe(201);
});

test('a badge that was refused can be bought as long as the refusal may be answered, and not once it is final', async () => {
  const { decide, buy, pass } = await scene();
  await decide('refuse', { reason: 'The site does not name you.' });
  expect((await buy('verified_monthly')).status).toBe(201);
  await pass(2);
  expect((await buy('verified_monthly')).body).toMatchObject(refusal('refused for good'));
});
