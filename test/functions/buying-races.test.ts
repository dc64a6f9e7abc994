/** Purchases, changes and cancellations in several tabs at once: one subscription, and each charge once. */
import { expect, test } from 'vitest';
import type { ChangeView } from '../../shared/http/views.ts';
import type { Wait } from '../support/app-slow.ts';
import { expectStored, type RacingScene, racing, subscribeToBasic } from './racing.ts';

/** A tab that goes to the checkout of Basic and pays as soon as it can. */
async function checkOut({ buyer, stripe }: RacingScene, wait: Wait): Promise<void> {
  const reply = await buyer.send<{ url?: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
  expect([201, 409]).toContain(reply.status);
  await wait();
  if (reply.body.url) stripe.pay(reply.body.url);
}

test('checkouts in several tabs, all paid as soon as possible, become one subscription', () =>
  racing(
    async () => {},
    async (scene, wait) => {
      const tab = () => checkOut(scene, wait);
      await Promise.all([tab(), tab(), tab()]);
      expect(scene.stripe.alive().length).toBeLessThanOrEqual(1);
    },
  ));

test('cancelled now while it is checked out again in several tabs, what is paid for is one subscription more, and never two at once', async () => {
  let id = '';
  const bought = new Set<number>();
  await racing(
    async (scene) => {
      id = await subscribeToBasic(scene);
    },
    async (scene, wait) => {
      const { buyer, stripe } = scene;
      const cancel = async () => {
        const reply = await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' });
        expect(reply.status).toBe(200);
      };
      const tab = async (after: number) => {
        for (let i = 0; i < after; i++) await wait();
        await checkOut(scene, wait);
        expect(stripe.alive().length).toBeLessThanOrEqual(1);
      };
      await Promise.all([cancel(), tab(0), tab(10), tab(20)]);
      expect(stripe.alive().map((each) => each.id)).not.toContain(id);
      expect(stripe.alive().length).toBeLessThanOrEqual(1);
      bought.add(stripe.alive().length);
      await expectStored(scene);
    },
  );
  expect([...bought].toSorted()).toEqual([0, 1]);
});

test.each([
  ['alone', null],
  ['while it is cancelled', 14],
])(
  'upgrades requested in several tabs %s make one at Stripe, and everybody who is answered 200 has it',
  async (_, cancelAfter) => {
    let id = '';
    const asked = new Set<number>();
    await racing(
      async (scene) => {
        id = await subscribeToBasic(scene);
      },
      async (scene, wait) => {
        const { buyer, stripe } = scene;
        const upgrade = async () => {
          const body = { subscription: id, price: 'pro_monthly' };
          const reply = await buyer.send<ChangeView>('POST', '/v1/subscription/change', body);
          expect([200, 409]).toContain(reply.status);
          if (reply.status === 200) expect(reply.body.subscription.plan).toBe('pro');
          return reply.status;
        };
        const cancel = async (after: number) => {
          for (let i = 0; i < after; i++) await wait();
          await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'period_end' });
        };
        const tabs = Promise.all([upgrade(), upgrade(), upgrade()]);
        await Promise.all([tabs, ...(cancelAfter === null ? [] : [cancel(cancelAfter)])]);
        expect(stripe.changes.length).toBeLessThanOrEqual(1);
        if ((await tabs).includes(200)) expect(stripe.changes).toEqual(['pro_monthly']);
        asked.add(stripe.changes.length);
        await expectStored(scene);
      },
    );
    expect([...asked].toSorted()).toEqual(cancelAfter === null ? [1] : [0, 1]);
  },
);

test("orders by invoice and checkouts by card at once become one subscription, and every invoice answered is that one's", () =>
  racing(
    async () => {},
    async (scene, wait) => {
      const { buyer, stripe } = scene;
      const invoiced: string[] = [];
      const byCard = async () => {
        await checkOut(scene, wait);
      };
      const order = async (purchaseOrder: string) => {
        const address = { line1: '1', city: 'Berlin', country: 'DE' };
        const body = { price: 'basic_monthly', company: 'Acme', address, purchaseOrder };
        const reply = await buyer.send<{ url?: string }>('POST', '/v1/checkout/invoice', body);
        expect([201, 409]).toContain(reply.status);
        if (reply.body.url) invoiced.push(reply.body.url);
      };
      await Promise.all([order('PO-1'), byCard(), order('PO-1'), order('PO-2')]);
      expect(stripe.subscriptions).toHaveLength(1);
      for (const url of invoiced) expect(url.endsWith(stripe.subscriptions[0]!.id)).toBe(true);
    },
  ));
