/** Orders by invoice, interrupted anywhere: one subscription and one invoice come of them, however they are taken up again. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { catalogByInvoice } from '../support/app-catalog.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { checkOut } from './buyers.ts';
import { asReply, type Scene, sweep } from './sweep.ts';

vi.setConfig({ testTimeout: 240_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const order = (buyer: Person) =>
  buyer.send('POST', '/v1/checkout/invoice', {
    price: 'basic_monthly',
    company: 'Acme GmbH',
    address: { line1: 'Unter den Linden 1', city: 'Berlin', country: 'DE' },
    vatId: 'DE123456789',
    purchaseOrder: 'PO-7',
  });

async function expectOneInvoice(buyer: Person, { app, email }: Scene): Promise<void> {
  const [customer] = (await stripe.sdk.customers.list({ email })).data;
  const { data } = await stripe.sdk.invoices.list({ customer: customer!.id });
  expect(data).toMatchObject([{ status: 'open', customer_tax_ids: [{ value: 'DE123456789' }] }]);
  const sent = await stripe.sdk.events.list({ type: 'invoice.sent', limit: 100 });
  expect(sent.data.filter((event) => (event.data.object as { id?: string }).id === data[0]!.id)).toHaveLength(1);
  await app.reconcile();
  const access = { access: 'full', plans: ['basic'] };
  expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: access });
}

test('an order: whoever got no answer asks again and gets the one invoice', () =>
  sweep(stripe, {
    catalog: catalogByInvoice,
    prepare: ({ app, email }) => signUp(app, email),
    act: order,
    status: 201,
    done: async (buyer, scene) => {
      await expectOneInvoice(buyer, scene);
      await scene.check();
    },
  }));

test('an order where a checkout by card was left open: that one cannot be paid any more', () =>
  sweep(stripe, {
    catalog: catalogByInvoice,
    prepare: async (scene) => {
      const buyer = await signUp(scene.app, scene.email);
      await checkOut(buyer, scene);
      return buyer;
    },
    act: order,
    status: 201,
    done: async (buyer, scene) => {
      expect((await pay(scene.handedOut[0]!)).status).not.toBe(303);
      await expectOneInvoice(buyer, scene);
    },
  }));

test('an order that was interrupted, then a checkout by card: what comes is one subscription, by whichever was first', () =>
  sweep(stripe, {
    catalog: catalogByInvoice,
    prepare: async (scene) => ({ buyer: await signUp(scene.app, scene.email), asked: 0 }),
    act: async (ready, scene) => {
      ready.asked += 1;
      const reply = ready.asked === 1 ? await order(ready.buyer) : await checkOut(ready.buyer, scene);
      return [201, 409].includes(reply.status) ? asReply(200) : reply;
    },
    status: 200,
    done: async ({ buyer }, scene) => {
      for (const url of scene.handedOut) await pay(url);
      await scene.app.reconcile();
      await scene.check();
      const access = { access: 'full', plans: ['basic'] };
      expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: access });
    },
  }));
