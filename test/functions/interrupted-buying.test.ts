import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AuditView, Listing } from '../../shared/http/views.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { checkOut, paid, subscribed, subscriptionOf } from './buyers.ts';
import { asReply, type Scene, sweep, unavailable } from './sweep.ts';

vi.setConfig({ testTimeout: 120_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

describe('buying', () => {
  test('checkout: of all the addresses ever handed out one can be paid, and paying it gives the plan', () =>
    sweep(stripe, {
      prepare: ({ app, email }) => signUp(app, email),
      act: checkOut,
      status: 201,
      done: async (buyer, scene) => {
        expect((await pay(scene.handedOut.at(-1)!)).status).toBe(303);
        await scene.app.reconcile();
        expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: { plans: ['basic'] } });
        await scene.check();
      },
    }));

  test('checkout again: the session before is ended first', () =>
    sweep(stripe, {
      prepare: async (scene) => {
        const buyer = await signUp(scene.app, scene.email);
        await checkOut(buyer, scene);
        return buyer;
      },
      act: checkOut,
      status: 201,
    }));

  test('checkout of what was paid meanwhile: refused as held, however often', () =>
    sweep(stripe, { prepare: paid, act: checkOut, status: 409 }));

  test('the billing portal opens', () =>
    sweep(stripe, {
      prepare: subscribed,
      act: (buyer) => buyer.send('POST', '/v1/billing-portal', {}),
      status: 201,
    }));

  test('an event: it stays in the queue until access is what Stripe says and the event is marked', () =>
    sweep(stripe, {
      prepare: async (scene) => {
        const buyer = await paid(scene);
        const customerId = (await stripe.sdk.customers.list({ email: scene.email })).data[0]!.id;
        const id = `evt_${scene.email}`;
        scene.app.stripeQueue.put(
          {
            id,
            type: 'customer.subscription.created',
            createdAt: stripe.now().toISOString(),
            livemode: false,
            apiVersion: null,
            objectId: null,
            customerId,
            via: null,
          },
          { group: customerId },
        );
        return { buyer, id };
      },
      act: async (_, { app }) => {
        await app.deliverStripe();
        return app.stripeQueue.messages().length > 0 ? unavailable : asReply(200);
      },
      status: 200,
      done: async ({ buyer, id }, { app }) => {
        expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'full' } });
        expect(await app.deps.events.find(id)).toMatchObject({ outcome: 'handled', error: null });
      },
    }));

  test('cancelling at the period end: done, or told that it was done already', () =>
    sweep(stripe, {
      prepare: withSubscription,
      act: ({ buyer, id }) => buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'period_end' }),
      status: 200,
      afterLoss: { at: /(put|transact) BILLING/, status: 409, code: 'conflict' },
      done: async ({ buyer }, scene) => {
        expect(await subscriptionOf(buyer)).toMatchObject({ cancelAtPeriodEnd: true });
        expect(await toldOnce(scene)).toEqual([expect.stringMatching(/^Your Basic subscription ends on /)]);
        expect(await actionsOf(buyer)).toContain('subscription.cancelled.period_end');
      },
    }));

  test('cancelling now', () =>
    sweep(stripe, {
      prepare: withSubscription,
      act: ({ buyer, id }) => buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' }),
      status: 200,
      afterLoss: { at: /(put|transact) BILLING/, status: 409, code: 'conflict' },
      done: async ({ buyer }, scene) => {
        expect(await toldOnce(scene)).toEqual(['Your Basic subscription has ended']);
        expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'none' } });
        expect(await actionsOf(buyer)).toContain('subscription.cancelled.now');
      },
    }));

  test('taking a cancellation back', () =>
    sweep(stripe, {
      prepare: async (scene) => {
        const ready = await withSubscription(scene);
        await ready.buyer.send('POST', '/v1/subscription/cancel', { subscription: ready.id, when: 'period_end' });
        return ready;
      },
      act: ({ buyer, id }) => buyer.send('POST', '/v1/subscription/resume', { subscription: id }),
      status: 200,
      afterLoss: { at: /(put|transact) BILLING/, status: 409, code: 'conflict' },
      done: async ({ buyer }) => {
        expect(await subscriptionOf(buyer)).toMatchObject({ status: 'active', cancelAtPeriodEnd: false });
        expect(await actionsOf(buyer)).toContain('subscription.resumed');
      },
    }));

  test('a dearer plan: one invoice over it, however often it is asked for', () =>
    sweep(stripe, {
      prepare: withSubscription,
      act: async ({ buyer, id }) => {
        await stripe.advanceTo(new Date(stripe.now().getTime() + turnMs));
        return buyer.send('POST', '/v1/subscription/change', { subscription: id, price: 'pro_monthly' });
      },
      status: 200,
      done: async ({ buyer, id }) => {
        expect(await subscriptionOf(buyer)).toMatchObject({ plan: 'pro', pending: null });
        const { data } = await stripe.sdk.invoices.list({ subscription: id });
        expect(data.map(({ billing_reason, status }) => [billing_reason, status])).toEqual([
          ['subscription_update', 'paid'],
          ['subscription_create', 'paid'],
        ]);
        expect(await actionsOf(buyer)).toContain('subscription.change');
      },
    }));

  test('a cheaper plan: planned once, however often it is asked for', () =>
    sweep(stripe, {
      prepare: async (scene) => {
        const ready = await withSubscription(scene);
        await ready.buyer.send('POST', '/v1/subscription/change', { subscription: ready.id, price: 'pro_monthly' });
        return ready;
      },
      act: async ({ buyer, id }) => {
        await stripe.advanceTo(new Date(stripe.now().getTime() + turnMs));
        return buyer.send('POST', '/v1/subscription/change', { subscription: id, price: 'basic_monthly' });
      },
      status: 200,
      done: async ({ buyer, id }) => {
        expect(await subscriptionOf(buyer)).toMatchObject({ plan: 'pro', scheduled: { price: 'basic_monthly' } });
        const customer = String((await stripe.sdk.subscriptions.retrieve(id)).customer);
        const { data } = await stripe.sdk.subscriptionSchedules.list({ customer });
        expect(data.filter(({ status }) => status === 'active')).toHaveLength(1);
      },
    }));

  test('a planned change is taken back', () =>
    sweep(stripe, {
      prepare: async (scene) => {
        const ready = await withSubscription(scene);
        const change = (price: string) =>
          ready.buyer.send('POST', '/v1/subscription/change', { subscription: ready.id, price });
        await change('pro_monthly');
        await change('basic_monthly');
        return ready;
      },
      act: ({ buyer, id }) => buyer.send('POST', '/v1/subscription/resume', { subscription: id }),
      status: 200,
      afterLoss: { at: /(put|transact) BILLING/, status: 409, code: 'conflict' },
      done: async ({ buyer }) => {
        expect(await subscriptionOf(buyer)).toMatchObject({ plan: 'pro', scheduled: null });
        expect(await actionsOf(buyer)).toContain('subscription.change.dropped');
      },
    }));
});

/** A turn that its holder did not give back is free again after 30 s. */
const turnMs = 31_000;

async function withSubscription(scene: Scene) {
  const buyer = await subscribed(scene);
  return { buyer, id: (await subscriptionOf(buyer)).id };
}

/** Subjects of what was mailed since signing in, after Stripe was asked twice more: by its event, and by the nightly comparison. */
async function toldOnce({ app }: Scene): Promise<string[]> {
  for (const _ of [1, 2]) await app.reconcile();
  await app.drain();
  return app.mails.map(({ subject }) => subject).filter((subject) => subject.startsWith('Your Basic'));
}

/** The actions in the buyer's own trail; at least one line each, since a repeated request adds another. */
const actionsOf = async (buyer: Person) =>
  (await buyer.get<Listing<AuditView>>('/v1/events')).body.data.map(({ action }) => action);
