/** 3-D Secure: a payment that its buyer has to confirm gives access once that is done, at checkout and at a renewal. */
import { beforeAll, expect, test } from 'vitest';
import type { AccountView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

/** Stripe's test card that asks at every payment. */
const asksAlways = '4000002760003184';

let stripe: TestStripe;
let app: App;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  app = assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.wholeGateway, now: stripe.now });
  return () => stripe.stop();
});

/** Answers the bank's question on the page that came of paying. */
async function answer(url: string, page: string, result: 'complete' | 'fail'): Promise<Response> {
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const hidden = Object.fromEntries(inputs.map(([, name, value]) => [name, value]));
  return fetch(url, { method: 'POST', body: new URLSearchParams({ ...hidden, result }), redirect: 'manual' });
}

async function checkOut(email: string) {
  const buyer = await signUp(app, email);
  const { body } = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
  const account = async () => {
    await app.reconcile();
    await app.drain();
    return (await (await signUp(app, email)).get<AccountView>('/v1/account')).body;
  };
  return { url: body.url, account };
}

test('asked for at checkout: failed, nothing begins and the page takes it again; completed, access begins', async () => {
  const { url, account } = await checkOut('asked@buyer.example');
  const asked = await pay(url, { card: asksAlways });
  expect(asked.status).toBe(200);
  expect((await answer(url, await asked.text(), 'fail')).status).toBe(402);
  expect(await account()).toMatchObject({ subscriptions: [], entitlement: { access: 'none' } });
  const again = await pay(url, { card: asksAlways });
  expect((await answer(url, await again.text(), 'complete')).status).toBe(303);
  expect(await account()).toMatchObject({ entitlement: { access: 'full', plans: ['basic'] } });
});

test('asked for at a renewal, when the buyer is away: grace, a mail with the page where it is confirmed, and then access', async () => {
  const { url, account } = await checkOut('away@buyer.example');
  const asked = await pay(url, { card: asksAlways });
  await answer(url, await asked.text(), 'complete');
  const { periodEnd } = (await account()).entitlement;
  await stripe.advanceTo(new Date(Date.parse(periodEnd!) + 2 * 3_600_000));
  const before = await account();
  expect(before).toMatchObject({ entitlement: { access: 'grace' }, subscriptions: [{ status: 'past_due' }] });
  const payAt = before.subscriptions[0]!.payAt!;
  const mail = app.mails.find(({ to, subject }) => to === 'away@buyer.example' && subject.includes('payment failed'));
  expect(mail?.text).toContain(payAt);
  const invoice = await pay(payAt, { card: asksAlways });
  expect((await answer(payAt, await invoice.text(), 'complete')).status).toBe(303);
  expect(await account()).toMatchObject({
    entitlement: { access: 'full', periodStart: periodEnd },
    subscriptions: [{ status: 'active', payAt: null }],
  });
});
